import { TestEnvironment } from 'jest-environment-node';
import { FileCoverage, keepNewCoverage } from './support/new-coverage';
import { shareCompilation } from './support/shared-compilation';

shareCompilation();

/** Jest's environment for Node.js, without what jest would do again for every suite: these are many, and each loads aws-cdk-lib and the sources. */
export default class extends TestEnvironment {
  handleTestEvent({ name }: { name: string }): void {
    const { __coverage__ } = this.global as { __coverage__?: Record<string, FileCoverage> };
    if (name === 'run_finish' && __coverage__) { keepNewCoverage(__coverage__); }
  }
}
