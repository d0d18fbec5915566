import { DefaultRule } from './default-rule';
import { DefaultRuleHandlers } from './handlers';
import { xrayClient } from '../../private/handler/client';

const handlers = new DefaultRuleHandlers(new DefaultRule(xrayClient()));

/** The provider framework calls this at each Create, Update and Delete. */
export const onEvent = handlers.onEvent.bind(handlers);
