import { listed } from '../../../private/listed';
import { isObject } from '../../../private/template/intrinsics';
import { templateText } from '../../../private/template/template-text';
import type { ModelResource } from '../../template-model';
import { edgesBetween, type EdgeSource, evidenceAt, type FoundEdge, type SourceContext } from '../edge-source';
import { externalAddress, type MapEnd } from '../map-end';

/** Where a distribution gets what it delivers, and what runs at the edge. */
export const DISTRIBUTIONS: EdgeSource = {
  types: ['AWS::CloudFront::Distribution'],
  edges: (distribution, context) => {
    const config = Object(distribution.properties.DistributionConfig);
    return [
      ...listed(config.Origins).flatMap((origin, index) =>
        edgesBetween([distribution], originEnds(distribution, origin, context), 'origin', evidenceAt(distribution, `DistributionConfig.Origins.${index}.DomainName`))),
      ...behaviors(config).flatMap(([path, behavior]) => edgeFunctions(distribution, path, behavior, context)),
    ];
  },
};

function originEnds({ stack }: ModelResource, origin: any, { ends }: SourceContext): MapEnd[] {
  const found = ends.in(stack, origin?.DomainName);
  const text = templateText(origin?.DomainName);
  return found.length > 0 || text === undefined ? found : [externalAddress(text)];
}

function behaviors(config: Record<string, any>): [string, any][] {
  return [
    ['DistributionConfig.DefaultCacheBehavior', config.DefaultCacheBehavior],
    ...listed(config.CacheBehaviors).map((behavior, index): [string, any] => [`DistributionConfig.CacheBehaviors.${index}`, behavior]),
  ];
}

function edgeFunctions(distribution: ModelResource, path: string, behavior: any, { ends }: SourceContext): FoundEdge[] {
  if (!isObject(behavior)) { return []; }
  return ['LambdaFunctionAssociations', 'FunctionAssociations'].flatMap((property) =>
    edgesBetween([distribution], ends.nodesIn(distribution.stack, behavior[property]), 'edge function', evidenceAt(distribution, `${path}.${property}`)));
}
