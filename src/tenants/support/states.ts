/** States of tenants. Vendors call them as they like, so the usual words are known, in any notation. */

interface Stated {
  readonly status?: unknown;
  readonly state?: unknown;
}

/** `InProgress`, `in_progress` and `IN PROGRESS` are one word. */
const words = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, ' ')
        .trim()
    : '';

const UNDER_WAY =
  /^(?:provisioning|pending|awaiting|in ?progress|ongoing|processing|(?:create|update|delete|provision)(?: is)? in ?progress|in (?:creation|provisioning|preparation|process|queue)|creating|building|preparing|installing|configuring|allocating|validating|registering|launching|migrating|upgrading|queued|accepted|requested|submitted|scheduled|initiali[sz]ing|deploying|starting|updating|scaling|resizing|suspending|disabling|pausing|resuming|enabling|activating|stopping|deleting|removing|terminating|cancell?ing|deprovisioning|waiting|setting up|being [a-z]+|not (?:yet )?(?:ready|active|done|provisioned|available|complete|completed|finished))\b/;
const FAILED = /^(?:fail|error|reject|refused|denied)/;
const SUSPENDED = /^(?:suspended|disabled|paused|on hold|inactive|blocked|stopped)\b/;
const ACTIVE = /^(?:active|activated|enabled|resumed|running|ready|live|provisioned|online)$/;
const GONE =
  /^(?:deleted|removed|terminated|cancell?ed|destroyed|gone|closed|ended|archived|deprovisioned)\b/;

/** Some systems say in `status` how the call went, and in `state` what the tenant is. */
const says = (pattern: RegExp, { status, state }: Stated): boolean =>
  pattern.test(words(status)) || pattern.test(words(state));

export const isUnderWay = (tenant: Stated): boolean => says(UNDER_WAY, tenant);
export const isFailed = (tenant: Stated): boolean => says(FAILED, tenant);
export const isSuspended = (tenant: Stated): boolean => says(SUSPENDED, tenant);
export const isActive = (tenant: Stated): boolean => says(ACTIVE, tenant) && !isUnderWay(tenant);
export const isGone = (tenant: Stated): boolean => says(GONE, tenant);

/** Whether a text is a state, and not a sentence. */
export const isKnown = (text: string): boolean =>
  text.length <= 30 &&
  [isUnderWay, isFailed, isSuspended, isActive, isGone].some((is) => is({ status: text })) &&
  words(text).split(' ').length <= 3;
