/** AWS's page about what X-Ray has room for: the constructs and the rules of the check hold against the same limits. */
export const QUOTAS_PAGE = 'https://docs.aws.amazon.com/general/latest/gr/xray.html';

/** How many sampling rules an account has room for in a region, besides Default, unless AWS has raised the quota. */
export const MAX_SAMPLING_RULES = 25;

/** How many groups an account has room for in a region. */
export const MAX_GROUPS = 25;

/** How many resource policies an account has room for in a region. */
export const MAX_RESOURCE_POLICIES = 5;

/** The most bytes of a resource policy's document. */
export const MAX_RESOURCE_POLICY_BYTES = 5 * 1024;

/** The most characters of a group's filter expression, while X-Ray documented a limit. Whether it still has it is not known. */
export const MAX_FILTER_LENGTH = 2000;

/** The service types of what asks for sampling rules itself, and so minds those that X-Ray's SDKs ignore. */
export const SERVICES_WITH_ALL_RULES = /^AWS::(ApiGateway|AppSync)::/;

/** The log group in which Transaction Search keeps spans. */
export const SPANS_LOG_GROUP = 'aws/spans';
