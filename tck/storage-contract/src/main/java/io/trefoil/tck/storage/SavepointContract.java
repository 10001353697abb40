package io.trefoil.tck.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trefoil.sql.storage.LockMode;
import io.trefoil.sql.storage.LockWait;
import io.trefoil.sql.storage.Mark;
import io.trefoil.sql.storage.StorageException.LockNotAvailable;
import io.trefoil.sql.storage.StorageException.TransactionRetry;
import io.trefoil.sql.storage.StorageStatement;
import io.trefoil.sql.storage.StorageTransaction;
import org.junit.jupiter.api.Test;

/** Marks: nested, rolled back to, released, and what they keep. */
public abstract class SavepointContract extends StoreTestCase {

    @Test
    void rollingBackToAMarkUndoesWhatCameAfter() {
        given("a", "0", "d", "0");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "1");
            Mark mark = transaction.mark();
            put(transaction, "a", "2");
            put(transaction, "b", "2");
            delete(transaction, "d");
            transaction.rollbackTo(mark);
            assertThat(list(transaction, "", null)).containsExactly("a=1", "d=0");
            put(transaction, "c", "3");
            transaction.rollbackTo(mark);
            assertThat(list(transaction, "", null)).containsExactly("a=1", "d=0");
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("a=1", "d=0");
    }

    @Test
    void marksNest() {
        try (StorageTransaction transaction = begin()) {
            put(transaction, "a", "1");
            Mark outer = transaction.mark();
            put(transaction, "a", "2");
            Mark inner = transaction.mark();
            put(transaction, "a", "3");
            transaction.rollbackTo(inner);
            assertThat(get(transaction, "a")).isEqualTo("2");
            Mark again = transaction.mark();
            put(transaction, "a", "4");
            transaction.release(again);
            assertThat(get(transaction, "a")).isEqualTo("4");
            transaction.rollbackTo(outer);
            assertThat(get(transaction, "a")).isEqualTo("1");
            assertThatThrownBy(() -> transaction.rollbackTo(inner)).isInstanceOf(IllegalStateException.class);
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("a=1");
    }

    @Test
    void aMarkInsideAStatementSeparatesItsWrites() {
        try (StorageTransaction transaction = begin()) {
            try (StorageStatement statement = transaction.beginStatement()) {
                statement.put(TABLE, bytes("a"), bytes("1"));
                Mark mark = transaction.mark();
                statement.put(TABLE, bytes("a"), bytes("2"));
                statement.put(TABLE, bytes("b"), bytes("2"));
                transaction.rollbackTo(mark);
            }
            assertThat(list(transaction, "", null)).containsExactly("a=1");
            transaction.commit();
        }
    }

    @Test
    void locksTakenAfterAMarkStayAfterRollingBackToIt() {
        given("a", "1");
        try (StorageTransaction holder = begin();
                StorageTransaction other = begin()) {
            Mark mark = holder.mark();
            put(holder, "a", "2");
            holder.rollbackTo(mark);
            try (StorageStatement statement = other.beginStatement()) {
                assertThatThrownBy(() -> statement.lock(TABLE, bytes("a"), LockMode.UPDATE, LockWait.NOWAIT))
                        .isInstanceOf(LockNotAvailable.class);
            }
        }
    }

    @Test
    void readsMadeAfterAMarkCountAfterRollingBackToIt() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            put(transaction, "b", "1");
            Mark mark = transaction.mark();
            assertThat(get(transaction, "a")).isEqualTo("1");
            transaction.rollbackTo(mark);
            given("a", "2");
            assertThatThrownBy(transaction::commit).isInstanceOf(TransactionRetry.class);
        }
    }

    @Test
    void aKeyWhoseBlindWriteWasUndoneIsReadFresh() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            assertThat(get(transaction, "other")).isNull();
            given("a", "2");
            Mark mark = transaction.mark();
            put(transaction, "a", "blind");
            transaction.rollbackTo(mark);
            assertThat(get(transaction, "a")).as("a lock does not mean fresh").isEqualTo("2");
            put(transaction, "b", "1");
            transaction.commit();
        }
    }

    @Test
    void aRefusedTransactionReopensAtAMarkIfEarlierReadsHold() {
        given("a", "1", "b", "1");
        try (StorageTransaction transaction = begin()) {
            assertThat(get(transaction, "b")).isEqualTo("1");
            put(transaction, "x", "kept");
            Mark mark = transaction.mark();
            assertThat(get(transaction, "a")).isEqualTo("1");
            put(transaction, "y", "undone");
            given("a", "2");
            assertThatThrownBy(transaction::commit).isInstanceOf(TransactionRetry.class);
            assertThat(transaction.state()).isEqualTo(StorageTransaction.State.DOOMED);
            assertThatThrownBy(transaction::beginStatement).isInstanceOf(IllegalStateException.class);
            assertThat(transaction.reopen(mark)).isTrue();
            assertThat(get(transaction, "a")).isEqualTo("2");
            transaction.commit();
        }
        assertThat(committedList()).containsExactly("a=2", "b=1", "x=kept");
    }

    @Test
    void aRefusedTransactionStaysDoomedIfEarlierReadsDoNotHold() {
        given("a", "1");
        try (StorageTransaction transaction = begin()) {
            assertThat(get(transaction, "a")).isEqualTo("1");
            Mark mark = transaction.mark();
            put(transaction, "y", "1");
            given("a", "2");
            assertThatThrownBy(transaction::commit).isInstanceOf(TransactionRetry.class);
            assertThat(transaction.reopen(mark)).isFalse();
            assertThat(transaction.state()).isEqualTo(StorageTransaction.State.DOOMED);
            transaction.restart();
            assertThat(transaction.attempt()).isEqualTo(2);
            assertThat(get(transaction, "a")).isEqualTo("2");
            assertThat(get(transaction, "y")).isNull();
            transaction.commit();
        }
    }

    @Test
    void manyMarksCostLittle() {
        try (StorageTransaction transaction = begin()) {
            Mark first = transaction.mark();
            for (int i = 0; i < 100_000; i++) {
                transaction.release(transaction.mark());
            }
            put(transaction, "a", "1");
            transaction.rollbackTo(first);
            transaction.commit();
        }
        assertThat(committedList()).isEmpty();
    }
}
