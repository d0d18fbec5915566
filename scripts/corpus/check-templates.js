const childProcess = require('child_process');
const os = require('os');
const path = require('path');

// One process for many templates, because the CDK's validator takes seconds to start; not for all, because it keeps memory.
const TEMPLATES_PER_PROCESS = 100;
const PROCESSES = Math.min(os.availableParallelism(), 4);
const DEFAULTS = { worker: path.join(__dirname, 'worker.js'), timeoutSeconds: 120 };

/**
 * Checks each template in a child process, several at a time, and hands the results over in the order of the files.
 * A template that kills its process or never ends is one result like any other.
 */
async function checkTemplates(files, onResult, options = DEFAULTS) {
  const results = [];
  const inOrder = orderedReporter(onResult);
  const queue = files.entries();
  const lane = async () => {
    const worker = new Worker(options);
    for (const [index, file] of queue) {
      results[index] = await worker.check(file);
      inOrder(index, results[index]);
    }
    worker.stop();
  };
  await Promise.all(Array.from({ length: Math.min(PROCESSES, files.length) }, lane));
  return results;
}

function orderedReporter(report) {
  const waiting = new Map();
  let next = 0;
  return (index, result) => {
    waiting.set(index, result);
    while (waiting.has(next)) {
      report(waiting.get(next));
      waiting.delete(next);
      next += 1;
    }
  };
}

/**
 * A child process that checks one template after the other, and is replaced when it dies or has done its share.
 */
class Worker {
  constructor(options) {
    this.options = options;
  }

  async check(file) {
    if (!this.child?.connected || this.checked === TEMPLATES_PER_PROCESS) {
      this.stop();
      this.child = childProcess.fork(this.options.worker, { env: workerEnvironment(), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      this.checked = 0;
    }
    this.checked += 1;
    return { file, ...await askChild(this.child, file, this.options.timeoutSeconds) };
  }

  stop() {
    if (this.child?.connected) {
      this.child.disconnect();
    }
  }
}

function askChild(child, file, timeoutSeconds) {
  return new Promise((resolve) => {
    let loaded = false;
    let death = 'its process ended';
    const timer = setTimeout(() => {
      death = `it did not end within ${timeoutSeconds} seconds`;
      child.kill('SIGKILL');
    }, timeoutSeconds * 1000);
    const finish = (result) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(result);
    };
    child.on('message', (message) => message.result ? finish(message.result) : loaded = true);
    child.on('exit', (code, signal) => finish(resultOfDeath(loaded, `${death} (${signal ?? `exit code ${code}`})`)));
    child.send({ file });
  });
}

function resultOfDeath(loaded, reason) {
  return loaded ? { loaded, crashes: [reason], newFindings: [], foreignChanges: [], gaps: [], traced: 0 } : { loaded, reason };
}

/**
 * The caller's environment without what would switch the validator off or change the apps' context.
 */
function workerEnvironment() {
  const { CDK_VALIDATION, CDK_CONTEXT_JSON, CDK_OUTDIR, ...environment } = process.env;
  return { ...environment, JSII_DEPRECATED: 'quiet' };
}

module.exports = { checkTemplates };
