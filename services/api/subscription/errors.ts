import { ApiError } from '../errors.ts';

/** Something that was written of a subscription is wrong: the place, the value, the rule. */
export class SubscriptionWrong extends ApiError {
  readonly code = 'SUBSCRIPTION_WRONG';
}

/** There is no such subscription, or it is somebody else's, or it has ended. */
export class SubscriptionNotFound extends ApiError {
  readonly code = 'SUBSCRIPTION_NOT_FOUND';
  override readonly status = 404;
  constructor(id: string) {
    const shown = JSON.stringify(id.slice(0, 20));
    super(`you have no running subscription ${shown}`, `您没有正在生效的订阅 ${shown}`);
  }
}

/** It was changed after it was read. */
export class SubscriptionChanged extends ApiError {
  readonly code = 'SUBSCRIPTION_CHANGED';
  override readonly status = 409;
  constructor(id: string) {
    super(`the subscription ${id} was changed meanwhile; read it again`, `订阅 ${id} 已被修改，请重新读取`);
  }
}
