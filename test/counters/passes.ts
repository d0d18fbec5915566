import { App, Aspects, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * How often the aspect loop walks each scope, the App and its Stages, while the app is synthesized.
 *
 * In a walk the loop reads `applied` of each construct's aspects, from the scope downwards, and nothing else of the CDK reads it. A walk may
 * end before it has seen all constructs, so the reads are counted at the scope itself, where every walk begins. How many reads one walk makes
 * is the CDK's own business: it is measured on an app that is walked once, because stabilization is off.
 */
export function countPasses(app: App): Record<string, number> {
  const once = countReads(new App({ context: { '@aws-cdk/core:aspectStabilization': false } }))[''];
  return Object.fromEntries(Object.entries(countReads(app)).map(([path, reads]) => [path, reads / once]));
}

function countReads(app: App): Record<string, number> {
  const scopes = app.node.findAll().filter((construct) => Stage.isStage(construct));
  const reads = Object.fromEntries(scopes.map((scope) => [scope.node.path, 0]));
  scopes.forEach((scope) => onRead(scope, () => reads[scope.node.path]++));
  app.synth();
  return reads;
}

function onRead(scope: IConstruct, callback: () => void): void {
  const aspects = Aspects.of(scope);
  const original = Object.getOwnPropertyDescriptor(Aspects.prototype, 'applied')!.get!;
  Object.defineProperty(aspects, 'applied', {
    get: () => {
      callback();
      return original.call(aspects);
    },
  });
}
