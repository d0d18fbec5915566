export { ResourceTracing } from './resource-tracing';
