package molva.client;

import molva.schema.Row;

/**
 * A row that is new to the replica.
 *
 * @param row what is there now
 * @param before the copy that was there; null if there was none
 */
public record Change(Row row, Row before) {}
