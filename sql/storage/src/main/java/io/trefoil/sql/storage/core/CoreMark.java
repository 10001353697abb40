package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Mark;

/**
 * A savepoint: where the undo list and the reads stood.
 *
 * @param attempt the run of the transaction it belongs to
 * @param number marks of one transaction are numbered upwards
 */
record CoreMark(CoreTransaction transaction, int attempt, int number, int undo, ReadSet.Position reads)
    implements Mark {}
