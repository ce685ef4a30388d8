// Every blkdebug event is fired by the engine, or the table of events tells why not.
import ts from 'typescript';
import { NOBODY } from '../engines/event-tally.ts';
import { isTest, isUnder, type Finding, type Source } from './source.ts';

/** Where the names are declared; a mention there fires nothing. */
const DECLARATION = 'engine/block/events.ts';

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

/** Events without a place that fires them, and entries of `nobody` that are out of date. */
export function unfiredEvents(sources: readonly Source[], nobody = NOBODY): Finding[] {
  const declared = declaredEvents(sources);
  const fired = stringsPassed(sources);
  return [
    ...(declared.length === 0 ? [`${DECLARATION}: no event names found`] : []),
    ...declared
      .filter((name) => !fired.has(name) && !Object.hasOwn(nobody, name))
      .map((name) => `event ${name} is fired nowhere in engine/`),
    ...Object.keys(nobody)
      .filter((name) => fired.has(name) || !declared.includes(name))
      .map((name) => `event ${name} is fired, or gone: take it out of NOBODY`),
  ];
}
