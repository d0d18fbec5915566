import type { InspectedResource } from './inspected-resource';
import { branchesOf, isIntrinsic } from '../private/template/intrinsics';

/**
 * What is known of one resource's tracing.
 */
export enum TracingStatus {
  /** X-Ray tracing is on. */
  TRACED = 'TRACED',
  /** The resource can be traced, and is not. */
  UNTRACED = 'UNTRACED',
  /** Left out on purpose: by `exclude()`, by an explicit other value in the template, or because tracing must be asked for. */
  EXCLUDED = 'EXCLUDED',
  /** Forwards the trace header and sends nothing itself. */
  PASS_THROUGH = 'PASS_THROUGH',
  /** Cannot be traced. The finding's advice says what to do instead. */
  UNSUPPORTED = 'UNSUPPORTED',
  /** Cannot be told from the template, because a token or missing documentation hides it. */
  UNKNOWN = 'UNKNOWN',
}

/** What a finding has besides its status. */
interface FindingDetails {
  readonly reason?: string;
  readonly advice?: string;
  readonly ruleId?: string;
  readonly isOptIn?: boolean;
  readonly isOverridable?: boolean;
  readonly isRemoval?: boolean;
  readonly isSure?: boolean;
}

/** What a finding says for people, where to know it costs something: reports ask for it, and tracing does not. */
class LateDetails implements FindingDetails {
  private told?: FindingDetails;

  constructor(private readonly tell: () => FindingDetails | undefined) {}

  public get reason(): string | undefined {
    return this.all.reason;
  }

  public get advice(): string | undefined {
    return this.all.advice;
  }

  private get all(): FindingDetails {
    return this.told ??= this.tell() ?? {};
  }
}

/**
 * The answer of a tracer about one resource.
 */
export class TracingFinding {
  /**
   * X-Ray tracing is on.
   *
   * @param reason what turns it on, or what is not sure about it, where the status does not say all
   */
  public static traced(reason?: string): TracingFinding {
    return new TracingFinding(TracingStatus.TRACED, { reason });
  }

  /**
   * X-Ray tracing is on, by something that the resource itself does not show. There is no doubt about it.
   *
   * @param reason what turns it on
   * @internal
   */
  public static _tracedBy(reason: string): TracingFinding {
    return new TracingFinding(TracingStatus.TRACED, { reason, isSure: true });
  }

  /**
   * The resource can be traced, and is not.
   *
   * @param reason why, where the status does not say all
   */
  public static untraced(reason?: string): TracingFinding {
    return reason === undefined ? TracingFinding.UNTRACED : new TracingFinding(TracingStatus.UNTRACED, { reason });
  }

  /**
   * The resource can be traced, and is not.
   *
   * @param obstacle tells why, and what to do about it, where something is in the way; called only when somebody asks
   * @internal
   */
  public static _untracedBy(obstacle: () => { readonly reason: string; readonly advice: string } | undefined): TracingFinding {
    return new TracingFinding(TracingStatus.UNTRACED, new LateDetails(obstacle));
  }

  /**
   * Left out on purpose, unless `overrideExplicitSettings` is true.
   *
   * @param reason who or what leaves it out
   */
  public static excluded(reason: string): TracingFinding {
    return new TracingFinding(TracingStatus.EXCLUDED, { reason, isOverridable: true });
  }

  /**
   * Left out unless the resource type is named in `optInResourceTypes`.
   *
   * @param reason why it must be asked for
   */
  public static optIn(reason: string): TracingFinding {
    return new TracingFinding(TracingStatus.EXCLUDED, { reason, isOptIn: true });
  }

  /**
   * Forwards the trace header and sends nothing itself.
   *
   * @param reason how the header is forwarded
   */
  public static passThrough(reason: string): TracingFinding {
    return new TracingFinding(TracingStatus.PASS_THROUGH, { reason });
  }

  /**
   * Cannot be traced; the advice says what to do instead.
   *
   * @param reason why
   * @param advice what to do instead
   * @param ruleId the id of the warning, by default the tracer's, for a case that is to be acknowledged by itself
   */
  public static unsupported(reason: string, advice: string, ruleId?: string): TracingFinding {
    return new TracingFinding(TracingStatus.UNSUPPORTED, { reason, advice, ruleId });
  }

  /**
   * Cannot be told.
   *
   * @param reason what hides it
   * @param advice what to do about it
   * @param ruleId the id of the warning, by default the tracer's, for a case that is to be acknowledged by itself
   */
  public static unknown(reason: string, advice?: string, ruleId?: string): TracingFinding {
    return new TracingFinding(TracingStatus.UNKNOWN, { reason, advice, ruleId });
  }

  /**
   * The finding of the commonest row: one property that turns tracing on.
   *
   * The property absent is UNTRACED, with the value that turns it on TRACED, hidden by an intrinsic function UNKNOWN, and with any other
   * value (or removed by an override) EXCLUDED: that is somebody's explicit choice.
   *
   * @param resource the resource to inspect
   * @param path the property's path in CloudFormation's spelling, for example `TracingConfig.Mode`
   * @param on the value that turns tracing on, for example `Active` or `true`
   */
  public static ofProperty(resource: InspectedResource, path: string, on: any): TracingFinding {
    return TracingFinding.ofValue(resource.property(path), path, on);
  }

  /**
   * The finding of a property's value, by the rules of `ofProperty`.
   *
   * @param value the value of the property
   * @param path what the property is called in texts for people
   * @param on the value that turns tracing on
   */
  public static ofValue(value: any, path: string, on: any): TracingFinding {
    if (value === undefined) { return TracingFinding.UNTRACED; }
    if (value === on || (typeof on === 'boolean' && String(value).toLowerCase() === String(on))) { return TracingFinding.traced(); }
    if (value === null) { return TracingFinding._removed(path); }
    if (isIntrinsic(value)) {
      return new TracingFinding(TracingStatus.UNKNOWN, {
        reason: `\`${path}\` is decided at deployment by ${JSON.stringify(value)}`,
        advice: `set \`${path}\` to ${JSON.stringify(on)}${branchesOf(value) ? ' in each branch' : ''}, or remove what decides it and let tracing be turned on`,
        isOverridable: true,
      });
    }
    return TracingFinding.excluded(`\`${path}\` is explicitly ${JSON.stringify(value)}`);
  }

  /**
   * An override removes a property, so that a template shows no more of it than of one that nobody has set.
   * @internal
   */
  public static _removed(path: string): TracingFinding {
    return new TracingFinding(TracingStatus.EXCLUDED, { reason: `an override removes \`${path}\``, isOverridable: true, isRemoval: true });
  }

  /** The commonest finding. */
  private static readonly UNTRACED = new TracingFinding(TracingStatus.UNTRACED);

  /** What is known of the resource's tracing. */
  public readonly status: TracingStatus;

  /**
   * The id of the finding's warning, without the `XRay::` prefix.
   * @default - the tracer's `ruleId`
   */
  public readonly ruleId?: string;

  /** Whether the resource would be traced if its type were named in `optInResourceTypes`. */
  public readonly isOptIn: boolean;

  /** Whether the resource would be traced if `overrideExplicitSettings` were true: somebody has set the property to something else. */
  public readonly isOverridable: boolean;

  /**
   * Whether only the construct can tell why the resource is left out, and a template cannot.
   * @internal
   */
  public readonly _isRemoval: boolean;

  /**
   * Whether the reason of a traced resource is no doubt.
   * @internal
   */
  public readonly _isSure: boolean;

  private constructor(status: TracingStatus, private readonly details: FindingDetails = {}) {
    this.status = status;
    this.ruleId = details.ruleId;
    this.isOptIn = details.isOptIn ?? false;
    this.isOverridable = details.isOverridable ?? false;
    this._isRemoval = details.isRemoval ?? false;
    this._isSure = details.isSure ?? false;
  }

  /**
   * Why the status is what it is.
   * @default - the status says all
   */
  public get reason(): string | undefined {
    return this.details.reason;
  }

  /**
   * What to do about it.
   * @default - nothing to do
   */
  public get advice(): string | undefined {
    return this.details.advice;
  }
}
