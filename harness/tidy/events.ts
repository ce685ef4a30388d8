// Every blkdebug event is fired by the engine, or stands here with the reason why not.
import ts from 'typescript';
import { isTest, isUnder, type Finding, type Source } from './source.ts';

/** Where the names are declared; a mention there fires nothing. */
const DECLARATION = 'engine/block/events.ts';

/** Events that this engine never fires, and why. */
export const NOT_OURS: Readonly<Record<string, string>> = {
  refblock_update: 'QEMU declares it and fires it nowhere',
  cor_write: 'fired by copy-on-read, which no node here does',
};

/** The declared names, read from the array in the source. */
export function declaredEvents(sources: readonly Source[]): string[] {
  const source = sources.find(({ path }) => path === DECLARATION);
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'BLKDEBUG_EVENTS') {
      ts.forEachChild(node, function collect(inner): void {
        if (ts.isStringLiteral(inner)) names.push(inner.text);
        ts.forEachChild(inner, collect);
      });
    }
    ts.forEachChild(node, visit);
  };
  if (source !== undefined) visit(source.tree);
  return names;
}

const isEventProperty = (node: ts.Node): boolean =>
  ts.isPropertyAssignment(node) && /Event$/.test(node.name.getText());

/** Strings that are handed on: `file.event('write_aio')`, or `loadEvent: 'l2_load'` in a setup. */
function stringsPassed(sources: readonly Source[]): Set<string> {
  const passed = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) {
      const { parent } = node;
      if (ts.isCallExpression(parent) || isEventProperty(parent)) passed.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  sources
    .filter(({ path }) => isUnder(path, ['engine']) && !isTest(path) && path !== DECLARATION)
    .forEach(({ tree }) => visit(tree));
  return passed;
}

/** Events without a place that fires them, and entries of `notOurs` that are out of date. */
export function unfiredEvents(sources: readonly Source[], notOurs = NOT_OURS): Finding[] {
  const declared = declaredEvents(sources);
  const fired = stringsPassed(sources);
  return [
    ...(declared.length === 0 ? [`${DECLARATION}: no event names found`] : []),
    ...declared
      .filter((name) => !fired.has(name) && !Object.hasOwn(notOurs, name))
      .map((name) => `event ${name} is fired nowhere in engine/`),
    ...Object.keys(notOurs)
      .filter((name) => fired.has(name) || !declared.includes(name))
      .map((name) => `event ${name} is fired, or gone: take it out of NOT_OURS`),
  ];
}
