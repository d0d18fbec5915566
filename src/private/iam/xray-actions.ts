/** By which segments are sent. */
export const SEGMENT_ACTIONS = ['xray:PutTraceSegments'];

/** By which an SDK or a collector sends segments, and counters of its own. */
export const SENDING_ACTIONS = [...SEGMENT_ACTIONS, 'xray:PutTelemetryRecords'];

/** By which a sender asks how many requests to record. */
export const SAMPLING_ACTIONS = ['xray:GetSamplingRules', 'xray:GetSamplingTargets'];

/** By which spans are sent to X-Ray's OTLP endpoint. */
export const SPAN_ACTIONS = ['xray:PutSpans', 'xray:PutSpansForIndexing'];

/** All that is read of sampling. */
export const ALL_SAMPLING_ACTIONS = [...SAMPLING_ACTIONS, 'xray:GetSamplingStatisticSummaries'];

/** The actions of all that sends segments. */
export const ALL_WRITE_ACTIONS = [...SENDING_ACTIONS, ...ALL_SAMPLING_ACTIONS];

/** What AWS services do that send segments by themselves, as an X-Ray resource policy lets them. */
export const SERVICE_ACTIONS = [...SEGMENT_ACTIONS, ...SAMPLING_ACTIONS];
