import { edgesBetween, edgesFromItems, type EdgeSource, endsAt, evidenceAt } from '../edge-source';
import { externalService } from '../map-end';

/** The function that rotates a secret. */
export const SECRET_ROTATIONS: EdgeSource = {
  types: ['AWS::SecretsManager::RotationSchedule'],
  edges: (rotation, context) => {
    const secrets = endsAt(rotation, 'SecretId', context);
    const from = secrets.length > 0 ? secrets : [externalService('secretsmanager')];
    return edgesBetween(from, endsAt(rotation, 'RotationLambdaARN', context), 'service event', evidenceAt(rotation, 'RotationLambdaARN'));
  },
};

/** The functions that change what S3 Object Lambda answers. */
export const OBJECT_LAMBDAS: EdgeSource = {
  types: ['AWS::S3ObjectLambda::AccessPoint'],
  edges: (point, context) =>
    edgesFromItems(point, 'ObjectLambdaConfiguration.TransformationConfigurations', ['ContentTransformation.AwsLambda.FunctionArn'], 'invokes', context),
};
