import { Aspects, type CfnResource, RemoveTag, Stage, Tag } from 'aws-cdk-lib';

/**
 * Gives a resource, and the L2 around it, the tags now that aspects of the CDK give them during the synthesis: those may come to it after whoever asks for its
 * tags. They come all the same, and change nothing then.
 */
export function giveTags(resource: CfnResource): void {
  const { scopes } = resource.node;
  const within = scopes.slice(scopes.indexOf(Stage.of(resource)!));
  for (const construct of scopes.slice(scopes.indexOf(resource.stack) + 1)) {
    const around = within.slice(0, within.indexOf(construct) + 1);
    const aspects = around.flatMap((scope) => Aspects.of(scope).all);
    aspects.filter((aspect) => aspect instanceof Tag || aspect instanceof RemoveTag).forEach((aspect) => aspect.visit(construct));
  }
}
