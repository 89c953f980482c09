/** The client: a replica of one user's chats that stays true, and an outbox whose commands take effect once. */
package molva.client;
