package io.patchbay.simulator;

/**
 * What a simulator has seen and done so far. An immutable snapshot.
 *
 * @param connections TCP connections accepted
 * @param openConnections of those, the ones that are still open
 * @param requests requests of any kind whose body arrived whole
 * @param sends of those, {@code POST .../messages}; resets before reading are not among them
 * @param accepted sends that were taken, also when the client was not told
 * @param refused sends that were answered with an error
 * @param forgotten received messages that were dropped from the list because it was full
 * @param statusesDelivered status and message items that a callback has confirmed with 200
 * @param webhooksDelivered webhook requests that a callback has confirmed with 200
 * @param webhookFailures tries to post a webhook that were not confirmed
 * @param webhooksGivenUp webhook requests dropped after the last try
 * @param changesDiscarded items for which there was no callback URL, or no room
 * @param changesPending items that wait for their time, their batch or another try
 */
public record SimulatorCounts(
    long connections,
    long openConnections,
    long requests,
    long sends,
    long accepted,
    long refused,
    long forgotten,
    long statusesDelivered,
    long webhooksDelivered,
    long webhookFailures,
    long webhooksGivenUp,
    long changesDiscarded,
    long changesPending) {}
