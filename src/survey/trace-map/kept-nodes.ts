import type { Ends } from './ends';
import { isModelResource, type MapEnd } from './map-end';
import type { ModelResource, TemplateModel } from '../template-model';

const SECRET = 'AWS::SecretsManager::Secret';
const PARAMETER = 'AWS::SSM::Parameter';

/** The nodes of which secrets and SSM parameters tell those who read them. */
export class KeptNodes {
  private attachments?: ReadonlyMap<MapEnd, readonly ModelResource[]>;

  constructor(private readonly model: TemplateModel, private readonly ends: Ends) {}

  /** What code knows that is given the content of something instead of its name. What is neither a secret nor a parameter is meant itself. */
  public within(end: MapEnd): MapEnd[] {
    switch (end.type) {
      case SECRET: return this.databasesOf(end);
      case PARAMETER: return isModelResource(end) ? this.ends.nodesIn(end.stack, end.properties.Value) : [];
      default: return [end];
    }
  }

  /** The databases to which a secret of the templates is attached; none for anything else. */
  public databasesOf(secret: MapEnd): ModelResource[] {
    this.attachments ??= this.model.byTarget('AWS::SecretsManager::SecretTargetAttachment', 'SecretId');
    return (this.attachments.get(secret) ?? [])
      .flatMap((attachment) => this.model.targets(attachment, 'TargetId'))
      .flatMap((database) => this.ends.nodesOf(database));
  }
}
