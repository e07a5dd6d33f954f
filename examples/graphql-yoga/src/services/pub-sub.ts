/** Carries news to subscriptions; an edit elsewhere does not evaluate it again, so they stay open. */

import { createPubSub } from 'graphql-yoga';

import type { Book } from './catalogue';

export const pubSub = createPubSub<{ bookAdded: [Book] }>();
