package io.trefoil.sql.catalog;

/** The privileges of PostgreSQL with their letters in aclitem output. */
public enum Privilege {
    INSERT('a'),
    SELECT('r'),
    UPDATE('w'),
    DELETE('d'),
    TRUNCATE('D'),
    REFERENCES('x'),
    TRIGGER('t'),
    EXECUTE('X'),
    USAGE('U'),
    CREATE('C'),
    TEMPORARY('T'),
    CONNECT('c'),
    SET('s'),
    ALTER_SYSTEM('A');

    /** All privileges of a table. */
    public static final int ALL_TABLE = INSERT.bit()
            | SELECT.bit()
            | UPDATE.bit()
            | DELETE.bit()
            | TRUNCATE.bit()
            | REFERENCES.bit()
            | TRIGGER.bit();

    /** All privileges of a sequence. */
    public static final int ALL_SEQUENCE = USAGE.bit() | SELECT.bit() | UPDATE.bit();

    /** All privileges of a database. */
    public static final int ALL_DATABASE = CREATE.bit() | TEMPORARY.bit() | CONNECT.bit();

    /** All privileges of a schema. */
    public static final int ALL_SCHEMA = USAGE.bit() | CREATE.bit();

    private final char letter;

    Privilege(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }

    /** This privilege as a bit of {@link Acl.Item#privileges()}. */
    public int bit() {
        return 1 << ordinal();
    }
}
