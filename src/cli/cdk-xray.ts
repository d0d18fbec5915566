#!/usr/bin/env node
import { ExitCode } from './command';
import { main } from './main';
import { reasonOf } from './output-file';
import { readStream } from './standard-input';

// Whoever reads the output may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') { return; }
  process.stderr.write(`cdk-xray: cannot write to standard output: ${reasonOf(error)}\n`);
  process.exit(ExitCode.TROUBLE);
});

process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') { process.exit(ExitCode.TROUBLE); }
});

void main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  readStdin: () => readStream(process.stdin),
}).then((code) => { process.exitCode = code; });
