'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { DemoError, run, runNode } = require('./command');

const REPOSITORY = path.resolve(__dirname, '..', '..');
const EXAMPLES = path.resolve(__dirname, '..');

/** What a user's project installs beside cdk-xray. */
const INSTALLED = ['@types/node', 'aws-cdk-lib', 'constructs'];

/**
 * A folder with copies of some examples that use the packed library, as a project that has installed it does: nothing in it leads to the
 * library's sources.
 */
class Workspace {
  static async create(examples) {
    const workspace = new Workspace(fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'cdk-xray-demo-')));
    try {
      await workspace.installPackedLibrary();
      INSTALLED.forEach((name) => workspace.link(name));
      examples.forEach((example) => workspace.copy(example));
    } catch (error) {
      workspace.remove();
      throw error;
    }
    return workspace;
  }

  constructor(folder) {
    this.folder = folder;
  }

  /** Loads a module as code in the workspace would. */
  require(name) {
    return require(require.resolve(name, { paths: [this.folder] }));
  }

  async compile(examples) {
    await runNode(require.resolve('typescript/bin/tsc'), ['--build', ...examples], { title: 'Compiling the examples', cwd: this.folder });
  }

  /** Synthesizes an example with the CDK CLI. */
  async synthesize(example, output, context = []) {
    const args = ['synth', '--quiet', '--no-notices', '--output', output, ...context.flatMap((entry) => ['--context', entry])];
    const env = { AWS_EC2_METADATA_DISABLED: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' };
    fs.rmSync(output, { recursive: true, force: true });
    await runNode(require.resolve('aws-cdk/bin/cdk'), args, { title: `Synthesizing ${example}`, cwd: path.join(this.folder, example), env });
  }

  remove() {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  async installPackedLibrary() {
    if (!fs.existsSync(path.join(REPOSITORY, 'lib', 'index.js'))) {
      throw new DemoError('`lib/index.js` is missing: compile the library first, with `npm run compile`');
    }
    await npmPack(this.folder);
    const target = path.join(this.folder, 'node_modules', 'cdk-xray');
    fs.mkdirSync(target, { recursive: true });
    const tarball = fs.readdirSync(this.folder).find((file) => file.endsWith('.tgz'));
    await run('tar', ['-xzf', tarball, '-C', target, '--strip-components', '1'], { title: 'Unpacking the library', cwd: this.folder });
  }

  link(name) {
    const target = path.join(this.folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.symlinkSync(path.join(REPOSITORY, 'node_modules', name), target, 'junction');
  }

  copy(example) {
    const unbuilt = (source) => !/(cdk\.out|node_modules|\.tsbuildinfo)$/.test(source);
    fs.cpSync(path.join(EXAMPLES, example), path.join(this.folder, example), { recursive: true, filter: unbuilt });
  }
}

async function npmPack(destination) {
  const args = ['pack', '--ignore-scripts', '--silent', '--offline', '--pack-destination', destination];
  const options = { title: 'Packing the library', cwd: REPOSITORY, env: { npm_config_update_notifier: 'false' } };
  // Set where npm runs the demo; npm's own program is a script that cannot be started directly on every system.
  const npm = process.env.npm_execpath ?? '';
  await (npm.endsWith('npm-cli.js') ? runNode(npm, args, options) : run('npm', args, options));
}

module.exports = { EXAMPLES, REPOSITORY, Workspace };
