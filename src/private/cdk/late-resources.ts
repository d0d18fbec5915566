import { CfnResource, type Stack } from 'aws-cdk-lib';

/** What the CDK adds to stacks with references from region to region. It does so after all aspects have visited, when it resolves references. */
const LATE_PROVIDERS = ['Custom::CrossRegionExportReaderCustomResourceProvider', 'Custom::CrossRegionExportWriterCustomResourceProvider'];

/** Visits, once the references of a stack are resolved, the functions that the CDK has added for them, and what stands beside those. */
export function visitLateResources(stack: Stack, visit: (resource: CfnResource) => void): void {
  stack.node.addValidation({
    validate: () => {
      const providers = LATE_PROVIDERS.flatMap((id) => stack.node.tryFindChild(id) ?? []);
      providers.flatMap((provider) => provider.node.children).filter((child) => CfnResource.isCfnResource(child)).forEach(visit);
      return [];
    },
  });
}
