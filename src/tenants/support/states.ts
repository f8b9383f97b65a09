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
  /^(?:provisioning|pending|in progress|processing|creating|create in progress|queued|accepted|scheduled|initiali[sz]ing|deploying|starting|updating|scaling|resizing|suspending|disabling|pausing|resuming|enabling|activating|deleting|removing|terminating|deprovisioning|waiting|setting up)\b/;
const FAILED = /^(?:fail|error|reject|refused|denied)/;
const SUSPENDED = /^(?:suspended|disabled|paused|on hold|inactive|blocked|stopped)\b/;
const ACTIVE = /^(?:active|activated|enabled|resumed|running|ready|live|provisioned|online)$/;
const GONE =
  /^(?:deleted|removed|terminated|cancell?ed|destroyed|gone|closed|ended|archived|deprovisioned)\b/;

const stateOf = ({ status, state }: Stated): string => words(status) || words(state);

export const isUnderWay = (tenant: Stated): boolean => UNDER_WAY.test(stateOf(tenant));
export const isFailed = (tenant: Stated): boolean => FAILED.test(stateOf(tenant));
export const isSuspended = (tenant: Stated): boolean => SUSPENDED.test(stateOf(tenant));
export const isActive = (tenant: Stated): boolean => ACTIVE.test(stateOf(tenant));
export const isGone = (tenant: Stated): boolean => GONE.test(stateOf(tenant));

/** Whether a text is a state, and not a sentence. */
export const isKnown = (text: string): boolean =>
  text.length <= 30 &&
  [isUnderWay, isFailed, isSuspended, isActive, isGone].some((is) => is({ status: text })) &&
  words(text).split(' ').length <= 3;
