'use strict';

/**
 * Lambda, Step Functions and the way to CloudFormation, for the functions of one stack (see local-deployment.ts).
 *
 * Sleeping costs no time here: the clock is put forward instead.
 */

const http = require('node:http');
const https = require('node:https');
const Module = require('node:module');
const path = require('node:path');

const functions = JSON.parse(process.env.FUNCTIONS);

/** How often the state machine asks whether the work is done: 20 minutes, every 15 seconds. */
const ATTEMPTS = 80;
const INTERVAL = 15_000;

/** Handlers sleep for whole seconds, from five on; the timeouts of the SDK's client are others. */
const SLEEPS = [5_000, 10_000];

let skipped = 0;
const realNow = Date.now.bind(Date);
const realSetTimeout = setTimeout;
Date.now = () => realNow() + skipped;
globalThis.setTimeout = (callback, delay, ...rest) => {
  if (!SLEEPS.includes(delay)) { return realSetTimeout(callback, delay, ...rest); }
  skipped += delay;
  return realSetTimeout(callback, 0, ...rest);
};

// The ResponseURL is one of this machine.
https.request = (options, callback) => http.request({ ...options, hostname: '127.0.0.1', port: process.env.CLOUDFORMATION_PORT }, callback);

/** What the provider framework uses of the AWS SDK. */
const SDK = {
  '@aws-sdk/client-lambda': { Lambda: class { invoke({ FunctionName, Payload }) { return invoke(FunctionName, JSON.parse(Payload)); } } },
  '@aws-sdk/client-sfn': { SFN: class { startExecution({ input }) { void execute(JSON.parse(input)); } } },
};
const load = Module._load;
Module._load = (request, ...rest) => SDK[request] ?? load(request, ...rest);

async function run(id, payload) {
  const { folder, handler, environment } = functions[id];
  Object.assign(process.env, environment);
  const separator = handler.lastIndexOf('.');
  return require(path.join(folder, handler.slice(0, separator)))[handler.slice(separator + 1)](payload);
}

/** As Lambda does: an error of the function is an answer. */
async function invoke(id, payload) {
  try {
    return { Payload: JSON.stringify(await run(id, payload) ?? null) };
  } catch (error) {
    return { FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: error.name, errorMessage: error.message, trace: error.stack.split('\n') }) };
  }
}

/** The state machine of the provider framework. */
async function execute(input) {
  const find = (suffix) => Object.keys(functions).find((id) => functions[id].handler === `framework.${suffix}`);
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(find('isComplete'), input);
    } catch (error) {
      if (attempt === ATTEMPTS) { return run(find('onTimeout'), { Cause: JSON.stringify({ errorMessage: error.message }) }); }
      skipped += INTERVAL;
    }
  }
}

const entry = Object.keys(functions).find((id) => functions[id].handler === 'framework.onEvent');
process.on('message', (event) => { void run(entry, event); });
