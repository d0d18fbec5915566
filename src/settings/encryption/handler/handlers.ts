import { AWS_OWNED_KEY, type Encryption, type EncryptionSetting, isSameKey } from './encryption-setting';
import type { OnDelete, SettingEvent } from '../../private/handler/event';
import { isDenied, isTransient } from '../../private/handler/failure';

/** The properties of the custom resource. */
export interface EncryptionProperties {
  /** The key as the user names it, by an ARN or alias; absent where AWS is to own it. */
  readonly KeyId?: string;
  readonly OnDelete: OnDelete;
}

type EncryptionEvent = SettingEvent<EncryptionProperties>;

/** What the framework hands on from `onEvent` to `isComplete`. */
export interface EncryptionStarted {
  /**
   * The key as X-Ray names it. So a new key is another physical resource: CloudFormation deletes the old one afterwards, which is left
   * alone then, because X-Ray does not encrypt with its key any more.
   */
  readonly PhysicalResourceId: string;
  /** The key that X-Ray is to use in the end; absent where there is nothing to wait for. */
  readonly AwaitedKey?: string;
  /** Milliseconds since 1970. */
  readonly StartedAt: number;
}

/** The time, and a way to let it pass. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What X-Ray is given to bring a key into use; Terraform waits as long. */
const ACTIVE_WITHIN_MINUTES = 15;

/** How long somebody else's change may take before ours can begin. A function has 15 minutes in all. */
const BEGIN_WITHIN_MINUTES = 10;

const POLL_MILLISECONDS = 10_000;

const PERMISSION_MILLISECONDS = 30_000;

const PERMISSION_POLL_MILLISECONDS = 5_000;

/** Brings X-Ray's encryption to what the properties say, and waits until it is. */
export class EncryptionHandlers {
  constructor(private readonly setting: EncryptionSetting, private readonly clock: Clock) {}

  /** Asks X-Ray for the change, unless there is nothing to change. */
  public async onEvent(event: EncryptionEvent): Promise<EncryptionStarted> {
    if (event.RequestType === 'Delete') { return this.delete(event); }
    const wanted = keyOf(event.ResourceProperties);
    const isUnchanged = event.OldResourceProperties !== undefined && keyOf(event.OldResourceProperties) === wanted;
    const isWanted = (key: string) => isSameKey(wanted, key) || (isUnchanged && isSameKey(event.PhysicalResourceId, key));
    const { key } = await this.change(isWanted, wanted);
    return { PhysicalResourceId: key, AwaitedKey: key, StartedAt: this.clock.now() };
  }

  /** Whether X-Ray has finished. */
  public async isComplete({ AwaitedKey: awaited, StartedAt }: EncryptionStarted): Promise<{ IsComplete: boolean }> {
    if (awaited === undefined) { return { IsComplete: true }; }
    const current = await this.readIfPossible();
    if (current && !current.isUpdating && isReached(awaited, current.key)) { return { IsComplete: true }; }
    if (this.clock.now() - StartedAt > minutes(ACTIVE_WITHIN_MINUTES)) { throw new Error(lateText(awaited, current)); }
    return { IsComplete: false };
  }

  private async delete({ PhysicalResourceId: ours = '', ResourceProperties: { OnDelete } }: EncryptionEvent): Promise<EncryptionStarted> {
    const isOurs = (key: string) => isSameKey(ours, key);
    const resets = OnDelete === 'RESET' && !isOurs(AWS_OWNED_KEY) && isOurs((await this.setting.read()).key);
    if (resets) { await this.change((key) => !isOurs(key), AWS_OWNED_KEY); }
    return { PhysicalResourceId: ours, StartedAt: this.clock.now(), ...(resets ? { AwaitedKey: AWS_OWNED_KEY } : {}) };
  }

  /** Gives X-Ray a key unless what it has is right. What is under way already comes to its end first: X-Ray does not say what it does otherwise. */
  private async change(isRight: (key: string) => boolean, wanted: string): Promise<Encryption> {
    const end = this.clock.now() + minutes(BEGIN_WITHIN_MINUTES);
    let current = await this.setting.read();
    while (current.isUpdating && !isRight(current.key)) {
      if (this.clock.now() > end) { throw new Error(busyText(wanted, current)); }
      await this.clock.sleep(POLL_MILLISECONDS);
      current = await this.setting.read();
    }
    return isRight(current.key) ? current : this.write(wanted);
  }

  /** IAM takes seconds to spread a permission that the same deployment has given. */
  private async write(wanted: string): Promise<Encryption> {
    const end = this.clock.now() + PERMISSION_MILLISECONDS;
    for (;;) {
      try {
        return await this.setting.write(wanted);
      } catch (error) {
        if (!isDenied(error) || this.clock.now() >= end) { throw error; }
        await this.clock.sleep(PERMISSION_POLL_MILLISECONDS);
      }
    }
  }

  private async readIfPossible(): Promise<Encryption | undefined> {
    return this.setting.read().catch((error: unknown) => {
      if (isTransient(error)) { return undefined; }
      throw error;
    });
  }
}

function keyOf({ KeyId }: EncryptionProperties): string {
  return KeyId ?? AWS_OWNED_KEY;
}

/** X-Ray names keys by their ARN. Should it answer with the alias that it was given, any key may be the one. */
function isReached(awaited: string, key: string): boolean {
  return isSameKey(awaited, key) || (awaited.includes('alias/') && key !== AWS_OWNED_KEY);
}

function lateText(awaited: string, current?: Encryption): string {
  const text = `X-Ray does not encrypt with the key ${awaited} after ${ACTIVE_WITHIN_MINUTES} minutes`;
  if (!current) { return `${text}, and does not answer. Look at the health of AWS X-Ray in this region, and deploy again.`; }
  return isSameKey(awaited, current.key)
    ? `${text}: it is still updating. Look whether the key is enabled and lets X-Ray create grants, and deploy again.`
    : `${text}, but with ${current.key}: something else changed the setting meanwhile. An account has one in each region: find out who else sets it, `
      + 'and deploy again.';
}

function busyText(wanted: string, current: Encryption): string {
  return `X-Ray cannot be told to encrypt with the key ${wanted}, because for ${BEGIN_WITHIN_MINUTES} minutes it has been updating to the key ${current.key}. `
    + 'Deploy again when that has ended.';
}

function minutes(count: number): number {
  return count * 60_000;
}
