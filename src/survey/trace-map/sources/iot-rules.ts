import { edgesBetween, type EdgeSource, evidenceAt } from '../edge-source';
import { possibleItems } from '../possible-items';

/** Whom a rule of AWS IoT passes the messages of devices on to. */
export const IOT_RULES: EdgeSource = {
  types: ['AWS::IoT::TopicRule'],
  edges: (rule, { ends }) => {
    const { Actions, ErrorAction } = Object(rule.properties.TopicRulePayload);
    const actions = possibleItems(Actions).map(({ path, item }) => ({ path: `Actions.${path}`, item }));
    return [...actions, { path: 'ErrorAction', item: ErrorAction }].flatMap(({ path, item }) => {
      const targets = [...ends.nodesIn(rule.stack, item), ...ends.in(rule.stack, item?.Http?.Url)];
      return edgesBetween([rule], targets, 'service event', evidenceAt(rule, `TopicRulePayload.${path}`));
    });
  },
};
