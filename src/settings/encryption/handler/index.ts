import { EncryptionSetting } from './encryption-setting';
import { EncryptionHandlers } from './handlers';
import { xrayClient } from '../../private/handler/client';

const handlers = new EncryptionHandlers(new EncryptionSetting(xrayClient()), {
  now: () => Date.now(),
  sleep: async (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

/** The provider framework calls this at each Create, Update and Delete. */
export const onEvent = handlers.onEvent.bind(handlers);

/** And this until it says that the work is done. */
export const isComplete = handlers.isComplete.bind(handlers);
