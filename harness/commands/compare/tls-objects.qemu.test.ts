// TLS credentials of the command line, and who refuses them when, against the real tools.
import { compareLines } from '../../testing/compare-lines.ts';

const ANON = '--object tls-creds-anon,id=t';
const info = (object: string): string => `img info --object ${object} a`;
const nbd = (more: string, objects = ''): string =>
  `img info ${objects} --image-opts driver=nbd,path=sock,${more}`;

compareLines(
  'tls-creds',
  [
    ...['client', 'server', 'foo'].map((end) => info(`tls-creds-anon,id=t,endpoint=${end}`)),
    ...['client', 'server'].flatMap((end) => [
      info(`tls-creds-x509,id=t,dir=nope,endpoint=${end}`),
      info(`tls-creds-psk,id=t,dir=/nope,endpoint=${end}`),
    ]),
    info('tls-creds-x509,id=t'),
    info('tls-creds-psk,id=t,username=u'),
    info('tls-creds-psk,id=t,passwordid=u'),
    info('tls-creds-x509,id=1t,dir='),
    info('tls-creds-x509,dir='),
    info('tls-creds-x509,id=t,endpoint=foo,bogus=1'),
    info('tls-creds-anon,id=t,bogus=1'),
    info('tls-creds-anon,id=t,dir=/nope,priority=bogus'),
    ...['foo', 'yes', 'on', 'off'].map((word) => info(`tls-creds-anon,id=t,verify-peer=${word}`)),
    info('tls-creds-x509,id=t,sanity-check=maybe'),
    info(`'{"qom-type":"tls-creds-anon","id":"t","verify-peer":"on"}'`),
    info(`'{"qom-type":"tls-creds-anon","id":"t","verify-peer":true,"endpoint":"server"}'`),
    info('tls-creds-anon,id=t --object secret,id=t,data=x'),
    info('secret,id=t,data=x --object tls-creds-anon,id=t'),
    ...['anon', 'psk', 'x509'].map((kind) => info(`tls-creds-${kind},help`)),
    ...['tls-creds', 'bogus', 'rng-random', 'iothread', 'can-bus', 'authz-list-file'].map((type) =>
      info(`${type},id=t`),
    ),
    nbd('tls-creds=t'),
    nbd('tls-creds=t', `${ANON},endpoint=server`),
    nbd('tls-creds=t', '--object secret,id=t,data=x'),
    nbd('tls-creds=t', '--object throttle-group,id=t'),
    `img create -f luks ${ANON} -o key-secret=t,iter-time=10 l 1M`,
    'img info nbds://localhost:1/x',
    'img info "nbds+unix:///x?socket=sock"',
    `io ${ANON} -c 'read -P 0 0 4k' a`,
  ],
  (world) => {
    world.prepare('qemu-img', 'create', '-q', '-f', 'raw', 'a', '1M');
  },
);
