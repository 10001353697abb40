package io.trefoil.sql.catalog.resolve;

/** How a value of one type becomes a value of another. */
public sealed interface Coercion {
    /** The value is taken as it is under its new type. */
    Relabel RELABEL = new Relabel();

    /** Out through the source's text form and in through the target's. */
    ViaText VIA_TEXT = new ViaText();

    /** Between a row of unknown shape (record) and a composite type, field by field; also for their arrays. */
    Row ROW = new Row();

    record Relabel() implements Coercion {}

    /** By a cast function: its first argument is the value, an optional second one the typmod, a third one "explicit". */
    record Function(int functionOid) implements Coercion {}

    record ViaText() implements Coercion {}

    /** Each element of an array by {@code element}. */
    record Elements(Coercion element) implements Coercion {}

    record Row() implements Coercion {}
}
