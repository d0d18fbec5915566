import { aws_cloudwatch as cloudwatch, type CfnResource, type Duration } from 'aws-cdk-lib';
import { SERVICE_METRICS, type ServiceMetric, type ServiceMetrics } from './service-metrics';

/** What CloudWatch allows on one dashboard. */
const MAX_WIDGETS = 500;
const MAX_METRICS = 2500;
/** More lines than these in one graph cannot be told apart. */
const MAX_LINES = 50;

const WIDTH = 24;
const HEIGHT = 6;

/** The graphs of a section, from left to right. */
const GRAPHS = [
  ['requests', 'Requests'],
  ['faults', 'Faults'],
  ['errors', 'Errors'],
  ['throttles', 'Throttles'],
  ['latency', 'Latency, p95'],
] as const satisfies readonly (readonly [keyof ServiceMetrics, string])[];

/** One graph: its title, and which metric of a service it shows. */
interface Graph {
  readonly title: string;
  readonly metric: ServiceMetric;
}

/** Lays widgets out, row by row, within what CloudWatch allows on one dashboard. */
export class DashboardPage {
  /** How many resources there was no room for. */
  public leftOut = 0;

  private readonly rows: cloudwatch.IWidget[] = [];
  private widgets = 0;
  private metrics = 0;

  constructor(private readonly period: Duration) {}

  /** Adds a text over the whole width. */
  public addText(markdown: string, height = 1): void {
    this.addRow([new cloudwatch.TextWidget({ markdown, width: WIDTH, height })], 0);
  }

  /** Adds widgets side by side. */
  public addRow(widgets: readonly cloudwatch.IWidget[], metrics: number): void {
    this.rows.push(new cloudwatch.Row(...widgets));
    this.widgets += widgets.length;
    this.metrics += metrics;
  }

  /** Adds a section with the graphs of resources of one service. */
  public addResources(title: string, resources: readonly CfnResource[]): void {
    const graphs = graphsOf(SERVICE_METRICS[resources[0].cfnResourceType]);
    for (const { title: partTitle, items: shown } of inParts(title, resources, MAX_LINES)) {
      if (!this.hasRoomFor(graphs.length, shown.length)) {
        this.leftOut += shown.length;
        continue;
      }
      this.addText(`## ${partTitle}`);
      this.addRow(graphs.map((graph) => this.graph(graph, shown, WIDTH / graphs.length)), graphs.length * shown.length);
    }
  }

  /** The body of the dashboard. */
  public toJson(): object {
    const column = new cloudwatch.Column(...this.rows);
    column.position(0, 0);
    return { widgets: column.toJson() };
  }

  private hasRoomFor(graphs: number, resources: number): boolean {
    return this.widgets + graphs + 1 <= MAX_WIDGETS && this.metrics + graphs * resources <= MAX_METRICS;
  }

  private graph({ title, metric }: Graph, resources: readonly CfnResource[], width: number): cloudwatch.IWidget {
    return new cloudwatch.GraphWidget({
      title,
      width: Math.floor(width),
      height: HEIGHT,
      left: resources.map((resource) => this.line(metric, resource)),
      leftYAxis: { min: 0 },
    });
  }

  private line({ name, statistic }: ServiceMetric, resource: CfnResource): cloudwatch.Metric {
    const { namespace, dimensions } = SERVICE_METRICS[resource.cfnResourceType];
    return new cloudwatch.Metric({
      namespace,
      metricName: name,
      dimensionsMap: dimensions(resource),
      statistic,
      period: this.period,
      label: labelOf(resource),
    });
  }
}

/** Items that there is no room for in one place, in parts with titles that number them. */
export function inParts<T>(title: string, items: readonly T[], room: number): { title: string; items: T[] }[] {
  const count = Math.ceil(items.length / room);
  return Array.from({ length: count }, (_, part) => ({
    title: count === 1 ? title : `${title} (${part + 1} of ${count})`,
    items: items.slice(part * room, (part + 1) * room),
  }));
}

function graphsOf(service: ServiceMetrics): Graph[] {
  return GRAPHS.flatMap(([key, title]) => {
    const metric = service[key];
    return metric ? [{ title, metric }] : [];
  });
}

/** The path of the construct as its author knows it. */
function labelOf(resource: CfnResource): string {
  const { scope } = resource.node;
  return scope?.node.defaultChild === resource ? scope.node.path : resource.node.path;
}
