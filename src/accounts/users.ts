import type { Connect } from '../connect/connect.ts';
import { User } from '../connect/schemas/catalog.ts';
import { userIdPicker, userPicker } from '../fields/pickers.ts';
import { userSample } from '../samples/catalog.ts';
import { filtersOf } from '../zapier/filter.ts';
import { objectKind } from '../zapier/objectKind.ts';

/** People: the users of the connection's own account. */

const ownUsers = async (connect: Connect) => connect.accountUsers((await connect.ownAccount()).id);

const users = objectKind({
  resource: ownUsers,
  noun: 'User',
  id: userPicker('email', { required: true }),
  returns: User,
  sample: userSample,
});

const by = filtersOf<'accounts/{}/users'>();

export const findUser = users.find({
  key: 'find_user',
  label: 'Find User',
  description:
    'Finds users of your own account, to whom requests and cases are assigned, and returns them by name.',
  filters: [
    by.oneOf('email', userPicker('email')),
    by.contains('name', {
      key: 'name',
      label: 'Name Contains',
      helpText: 'A part of the name, in capitals or small letters, for example `robin`.',
    }),
    by.oneOf('id', userIdPicker('user_id')),
  ],
  order: 'By name.',
  orderBy: 'name',
});

/** The hidden trigger behind the dropdowns for people. */
export const accountUsers = users.dropdown({
  key: 'account_users',
  label: 'List Account Users',
  description: 'Triggers when a user is added to the account. It fills the dropdowns for people.',
  choice: ({ id, name, email }) => ({
    name: name ? `${name} (${email || id})` : email || id,
    email: email ?? '',
  }),
});
