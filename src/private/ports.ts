/** The port on which a collector takes X-Ray segments (UDP) and requests for sampling rules (TCP). */
export const XRAY_PORT = 2000;

/** The port on which a collector takes OTLP over HTTP. */
export const OTLP_HTTP_PORT = 4318;

/** The port on which a collector takes OTLP over gRPC. */
export const OTLP_GRPC_PORT = 4317;
