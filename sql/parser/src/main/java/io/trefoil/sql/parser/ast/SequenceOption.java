package io.trefoil.sql.parser.ast;

import org.jspecify.annotations.Nullable;

/** One option of a sequence or identity column, in the order written (an ALTER may say {@code RESTART}). */
public sealed interface SequenceOption {
    int position();

    /** {@code AS type} */
    record As(TypeName type, int position) implements SequenceOption {}

    /** {@code INCREMENT [BY] value}; numbers are kept as text since they may overflow int8 only in the binder. */
    record Increment(String value, int position) implements SequenceOption {}

    /** {@code MINVALUE value} or, with null, {@code NO MINVALUE}. */
    record Minimum(@Nullable String value, int position) implements SequenceOption {}

    /** {@code MAXVALUE value} or, with null, {@code NO MAXVALUE}. */
    record Maximum(@Nullable String value, int position) implements SequenceOption {}

    /** {@code START [WITH] value} */
    record Start(String value, int position) implements SequenceOption {}

    /** {@code RESTART [[WITH] value]} */
    record Restart(@Nullable String value, int position) implements SequenceOption {}

    /** {@code CACHE value} */
    record Cache(String value, int position) implements SequenceOption {}

    /** {@code [NO] CYCLE} */
    record Cycle(boolean cycle, int position) implements SequenceOption {}

    /** {@code OWNED BY table.column}; {@code OWNED BY NONE} is the one-part name {@code none}. */
    record OwnedBy(QualifiedName column, int position) implements SequenceOption {}

    /** {@code SEQUENCE NAME name}, which pg_dump writes for identity columns. */
    record SequenceName(QualifiedName name, int position) implements SequenceOption {}

    /** {@code LOGGED} or {@code UNLOGGED}, which pg_dump writes for identity columns. */
    record Logging(boolean logged, int position) implements SequenceOption {}

    /** {@code SET GENERATED ALWAYS | BY DEFAULT} of ALTER COLUMN, which mixes with the others. */
    record SetGenerated(boolean always, int position) implements SequenceOption {}
}
