'use strict';
/**
 * Parses and prints 100,000 random filter expressions, after `npx projen compile`:
 *
 *     node bench/filters.js [count]
 *
 * It fails where an expression changes on the way, and with exit code 1 where it takes more than ten seconds.
 */
const { performance } = require('node:perf_hooks');
const grammar = require('../lib/private/trace-filter/expression');
const { parseExpression } = require('../lib/private/trace-filter/parser');
const { printExpression } = require('../lib/private/trace-filter/printer');

const TARGET_SECONDS = 10;
const TEXTS = ['', 'orders', 'GET /api/orders/*', 'say "hello"', 'C:\\temp', '} OR ok {', 'ünïcödé ☃'];

/** Random numbers that are the same at each run (mulberry32). */
function randomNumbers(seed) {
  return () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = randomNumbers(20260225);
const pick = (list) => list[Math.floor(random() * list.length)];
const times = (count, make) => Array.from({ length: count }, make);

const VALUES = {
  boolean: () => random() < 0.5,
  number: () => pick([Math.floor(random() * 600), random() * 10, random() * 1e-7]),
  string: () => pick(TEXTS),
};

function condition() {
  const [keyword, type] = pick([...grammar.KEYWORDS]);
  const subject = random() < 0.2 ? { annotation: pick(['age', 'aws.local.operation']) } : { keyword };
  if (type !== 'number' && random() < 0.3) return { kind: 'condition', ...subject };
  return { kind: 'condition', ...subject, operator: pick(grammar.OPERATORS[type]), value: VALUES[type]() };
}

function braces(depth) {
  if (random() < 0.3) return {};
  const filter = expression(depth);
  return grammar.hasAnnotation(filter) ? {} : { filter };
}

function expression(depth) {
  if (depth === 0 || random() < 0.3) return condition();
  const service = () => pick([{ name: pick(TEXTS) }, { name: pick(TEXTS), type: 'AWS::Lambda::Function' }, { accountId: '111122223333' }]);
  return pick([
    () => grammar.joined(pick(['and', 'or']), times(2 + Math.floor(random() * 3), () => expression(depth - 1))),
    () => grammar.negated(expression(depth - 1)),
    () => ({ kind: 'service', service: service(), ...braces(depth - 1) }),
    () => ({ kind: 'edge', source: service(), destination: service(), ...braces(depth - 1) }),
    () => ({ kind: 'rootcause', cause: pick(grammar.ROOT_CAUSES), element: pick(grammar.ROOT_CAUSE_ELEMENTS), filter: expression(depth - 1) }),
    () => ({ kind: 'json', keyword: 'rootcause.json', operator: '=', json: JSON.stringify([{ Services: [{ Name: pick(TEXTS) }] }]) }),
  ])();
}

function main() {
  const count = Number(process.argv[2] ?? 100_000);
  const texts = times(count, () => printExpression(expression(4)));
  const start = performance.now();
  const changed = texts.filter((text) => printExpression(parseExpression(text)) !== text);
  const seconds = (performance.now() - start) / 1000;
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  console.log(`${count} expressions, ${characters} characters: ${seconds.toFixed(2)} s, ${(seconds * 1e6 / count).toFixed(1)} µs each`);
  if (changed.length > 0) throw new Error(`parsing changes ${changed.length} expressions, such as ${changed[0]}`);
  if (seconds > TARGET_SECONDS) process.exitCode = 1;
}

main();
