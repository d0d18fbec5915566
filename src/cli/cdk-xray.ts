#!/usr/bin/env node
import { main } from './main';
import { readStream } from './standard-input';

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') { throw error; }
});

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  readStdin: () => readStream(process.stdin),
}).then((code) => { process.exitCode = code; });
