package io.trefoil.sql.storage.core;

import io.trefoil.sql.storage.Mark;

/**
 * A savepoint: where writes and reads stood.
 *
 * @param number marks of one transaction are numbered upwards
 * @param undo the position in the order of writing
 */
record CoreMark(CoreTransaction transaction, int number, long undo, ReadSet.Position reads) implements Mark {}
