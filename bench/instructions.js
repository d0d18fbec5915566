'use strict';
/**
 * The direct cost in machine instructions instead of time: `node bench/instructions.js --size medium --variants handwritten,cdk-xray-no-daemons`.
 *
 * Counted by valgrind (Debian's package `valgrind`), a hundred times slower than life and nearly the same whoever else keeps the machine busy. Good for
 * telling whether a change costs anything, and what; an instruction is no measure of time. V8 runs in one thread, so that its compilers count, and does
 * not sweep until it must, which is left out.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { SIZES } = require('./app');
const { markdownTable } = require('./statistics');
const { VARIANTS } = require('./variants');

/** `measure.js` reads the clock eight times, and callgrind writes what was counted since the last time: so these are the dumps of its phases. */
const DUMPS = 8;
const CALLS = 4;
const ASPECTS = 6;

/** What V8 does meanwhile, by the function of it that does. */
const PARTS = {
  'optimizing': 'v8::internal::Runtime_CompileOptimized(',
  'compiling lazily': 'v8::internal::Runtime_CompileLazy(',
  'sweeping': 'v8::internal::Heap::EnsureSweepingCompleted(',
};

function main() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'medium' },
      variants: { type: 'string', default: 'handwritten,cdk-xray-no-daemons,handwritten-daemons,cdk-xray' },
    },
  });
  const variants = values.variants.split(',');
  const unknown = [...[values.size].filter(size => !(size in SIZES)), ...variants.filter(variant => !(variant in VARIANTS))];
  if (unknown.length > 0) throw new Error(`'${unknown[0]}' is unknown: the sizes are ${Object.keys(SIZES).join(', ')}, the variants ${Object.keys(VARIANTS).join(', ')}`);
  const bare = countInstructions(values.size, 'bare');
  const rows = variants.map((variant) => {
    const counted = countInstructions(values.size, variant);
    const columns = ['all', 'optimizing', 'compiling lazily'].map(part => (counted[part] - bare[part]) / bare.constructs);
    return [variant, ...columns.map(count => (count / 1000).toFixed(1))];
  });
  console.log(`Thousands of instructions per construct, ${values.size} app\n`);
  console.log(markdownTable(['variant', 'all', 'of it V8 optimizing', 'of it V8 compiling lazily'], rows));
}

/** The instructions of a variant's own calls and of the aspects phase together, and those of its parts. */
function countInstructions(size, variant) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-xray-bench-'));
  try {
    const dump = path.join(folder, 'dump');
    const { constructs } = JSON.parse(execFileSync('valgrind', [
      '--tool=callgrind', '--quiet', '--smc-check=all-non-file', '--dump-before=uv_getrusage', `--callgrind-out-file=${dump}`,
      process.execPath, '--single-threaded', '--hash-seed=1', '--random-seed=1', path.join(__dirname, 'measure.js'), JSON.stringify({ size, variant }),
    ], { encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' }, stdio: ['ignore', 'pipe', 'ignore'] }));
    if (!fs.existsSync(`${dump}.${DUMPS}`) || fs.existsSync(`${dump}.${DUMPS + 1}`)) throw new Error(`measure.js no longer reads the clock ${DUMPS} times`);
    const [calls, aspects] = [CALLS, ASPECTS].map(number => partsOf(`${dump}.${number}`));
    const counted = Object.fromEntries(Object.keys(calls).map(part => [part, calls[part] + aspects[part]]));
    return { constructs, ...counted, all: counted.all - counted.sweeping };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The instructions of one dump: all, and those of each part with whatever it calls. */
function partsOf(file) {
  const text = execFileSync('callgrind_annotate', ['--inclusive=yes', '--threshold=100', file], { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = text.split('\n');
  const countOf = line => line === undefined ? 0 : Number(/[\d,]+/.exec(line)[0].replace(/,/g, ''));
  return {
    all: countOf(lines.find(line => line.includes('PROGRAM TOTALS'))),
    ...Object.fromEntries(Object.entries(PARTS).map(([part, name]) => [part, countOf(lines.find(line => line.includes(`:${name}`)))])),
  };
}

main();
