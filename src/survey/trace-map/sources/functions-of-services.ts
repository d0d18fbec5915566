import { valueAt } from '../../../private/template/intrinsics';
import { pathOf } from '../../../private/template/property-path';
import { edgesBetween, edgesFromItems, type EdgeSource, endsAt, evidenceAt } from '../edge-source';
import { externalService } from '../map-end';
import { possibleItems } from '../possible-items';

/** The function that rotates a secret. */
export const SECRET_ROTATIONS: EdgeSource = {
  types: ['AWS::SecretsManager::RotationSchedule'],
  edges: (rotation, context) => {
    const secrets = endsAt(rotation, 'SecretId', context);
    const from = secrets.length > 0 ? secrets : [externalService('secretsmanager')];
    return edgesBetween(from, endsAt(rotation, 'RotationLambdaARN', context), 'service event', evidenceAt(rotation, 'RotationLambdaARN'));
  },
};

/** The function by which AWS Config evaluates a rule. */
export const CONFIG_RULES: EdgeSource = {
  types: ['AWS::Config::ConfigRule'],
  edges: (rule, context) =>
    edgesBetween([externalService('config')], endsAt(rule, 'Source.SourceIdentifier', context), 'service event', evidenceAt(rule, 'Source.SourceIdentifier')),
};

/** The functions that change what S3 Object Lambda answers. */
export const OBJECT_LAMBDAS: EdgeSource = {
  types: ['AWS::S3ObjectLambda::AccessPoint'],
  edges: (point, context) =>
    edgesFromItems(point, 'ObjectLambdaConfiguration.TransformationConfigurations', ['ContentTransformation.AwsLambda.FunctionArn'], 'invokes', context),
};

const LOCALES: Readonly<Record<string, string>> = {
  'AWS::Lex::Bot': 'TestBotAliasSettings.BotAliasLocaleSettings',
  'AWS::Lex::BotAlias': 'BotAliasLocaleSettings',
};

/** The functions that fulfill what people ask of a bot. */
export const BOT_HOOKS: EdgeSource = {
  types: Object.keys(LOCALES),
  edges: (bot, { ends }) => {
    const list = LOCALES[bot.type];
    const hook = 'BotAliasLocaleSetting.CodeHookSpecification.LambdaCodeHook.LambdaArn';
    return possibleItems(valueAt(bot.properties, pathOf(list))).flatMap(({ path, item }) => {
      const functions = ends.in(bot.stack, valueAt(item, pathOf(hook)));
      return edgesBetween([externalService('lexv2')], functions, 'service event', evidenceAt(bot, `${list}.${path}.${hook}`));
    });
  },
};
