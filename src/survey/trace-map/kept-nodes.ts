import type { Ends } from './ends';
import type { ModelResource, TemplateModel } from '../template-model';

const SECRET = 'AWS::SecretsManager::Secret';
const PARAMETER = 'AWS::SSM::Parameter';

/** The nodes of which secrets and SSM parameters tell those who read them. */
export class KeptNodes {
  private attachments?: ReadonlyMap<ModelResource, readonly ModelResource[]>;

  constructor(private readonly model: TemplateModel, private readonly ends: Ends) {}

  /** What code knows that is given the content of a node instead of its name. What is neither a secret nor a parameter is meant itself. */
  public within(node: ModelResource): ModelResource[] {
    switch (node.type) {
      case SECRET: return this.databasesOf(node);
      case PARAMETER: return this.ends.nodesIn(node.stack, node.properties.Value);
      default: return [node];
    }
  }

  /** The databases to which a secret is attached; none for a node that is no secret. */
  public databasesOf(secret: ModelResource): ModelResource[] {
    this.attachments ??= this.model.byTarget('AWS::SecretsManager::SecretTargetAttachment', 'SecretId');
    return (this.attachments.get(secret) ?? [])
      .flatMap((attachment) => this.model.targets(attachment, 'TargetId'))
      .flatMap((database) => this.ends.nodesOf(database));
  }
}
