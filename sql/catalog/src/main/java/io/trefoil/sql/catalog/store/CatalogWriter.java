package io.trefoil.sql.catalog.store;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.CatalogObject;
import io.trefoil.sql.catalog.Column;
import io.trefoil.sql.catalog.Constraint;
import io.trefoil.sql.catalog.Database;
import io.trefoil.sql.catalog.Extension;
import io.trefoil.sql.catalog.Index;
import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.catalog.RoleSettings;
import io.trefoil.sql.catalog.Schema;
import io.trefoil.sql.catalog.Sequence;
import io.trefoil.sql.catalog.Table;
import io.trefoil.sql.catalog.TableStatistics;
import io.trefoil.sql.catalog.UserType;
import io.trefoil.sql.catalog.View;
import io.trefoil.sql.types.ByteArraySink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Catalog objects as bytes, format version 1. All numbers big-endian.
 *
 * <table>
 * <caption>encoding of the parts</caption>
 * <tr><th>part</th><th>bytes</th></tr>
 * <tr><td>header</td><td>1 format version, 1 kind (letter of {@link #kind})</td></tr>
 * <tr><td>int, long, double</td><td>4, 8, 8 (IEEE 754)</td></tr>
 * <tr><td>boolean, letter</td><td>1, 2</td></tr>
 * <tr><td>text</td><td>4 length, UTF-8 bytes</td></tr>
 * <tr><td>text or null</td><td>4 length or -1, UTF-8 bytes</td></tr>
 * <tr><td>list</td><td>4 count, elements</td></tr>
 * <tr><td>record</td><td>its components in the order of its declaration; enums by name</td></tr>
 * </table>
 */
final class CatalogWriter {
    static final int VERSION = 2;

    private final ByteArraySink out = new ByteArraySink(256);

    /** The letter of an object's kind, also the first byte of its key. */
    static char kind(CatalogObject object) {
        return switch (object) {
            case Database database -> 'd';
            case Schema schema -> 'n';
            case Table table -> 'r';
            case Index index -> 'i';
            case Sequence sequence -> 'S';
            case View view -> 'v';
            case Role role -> 'u';
            case UserType type -> 't';
            case Extension extension -> 'e';
            case RoleSettings settings -> 'g';
        };
    }

    static byte[] write(CatalogObject object) {
        CatalogWriter writer = new CatalogWriter();
        writer.out.putByte(VERSION);
        writer.out.putByte(kind(object));
        switch (object) {
            case Database database -> writer.database(database);
            case Schema schema -> writer.schema(schema);
            case Table table -> writer.table(table);
            case Index index -> writer.index(index);
            case Sequence sequence -> writer.sequence(sequence);
            case View view -> writer.view(view);
            case Role role -> writer.role(role);
            case UserType type -> writer.type(type);
            case Extension extension -> writer.extension(extension);
            case RoleSettings settings -> writer.roleSettings(settings);
        }
        return writer.out.toByteArray();
    }

    static byte[] write(TableStatistics statistics) {
        CatalogWriter writer = new CatalogWriter();
        writer.out.putByte(VERSION);
        writer.real(statistics.rows());
        writer.number(statistics.pages());
        writer.list(List.copyOf(statistics.columns().entrySet()), entry -> {
            writer.number(entry.getKey());
            TableStatistics.ColumnStatistics column = entry.getValue();
            writer.real(column.nullFraction());
            writer.real(column.distinct());
            writer.number(column.averageWidth());
            writer.list(column.histogramBounds(), writer::text);
            writer.list(column.mostCommon(), writer::text);
            writer.list(column.mostCommonFractions(), writer::real);
        });
        return writer.out.toByteArray();
    }

    private void database(Database database) {
        number(database.oid());
        text(database.name());
        number(database.ownerOid());
        flag(database.template());
        flag(database.allowConnections());
        number(database.connectionLimit());
        acl(database.acl());
    }

    private void schema(Schema schema) {
        number(schema.oid());
        number(schema.databaseOid());
        text(schema.name());
        number(schema.ownerOid());
        acl(schema.acl());
    }

    private void table(Table table) {
        number(table.oid());
        number(table.schemaOid());
        text(table.name());
        number(table.ownerOid());
        acl(table.acl());
        number(table.spaceId());
        list(table.columns(), this::column);
        list(table.primaryKey(), this::number);
        list(table.constraints(), this::constraint);
        list(table.indexes(), this::number);
        number(table.rowTypeOid());
        text(table.persistence().name());
    }

    private void column(Column column) {
        number(column.number());
        text(column.name());
        number(column.type().oid());
        number(column.typmod());
        flag(column.notNull());
        textOrNull(column.defaultSql());
        textOrNull(column.missingSql());
        text(column.identity().name());
        flag(column.generated());
        flag(column.dropped());
    }

    private void constraint(Constraint constraint) {
        letter(constraint.kind());
        number(constraint.oid());
        text(constraint.name());
        switch (constraint) {
            case Constraint.Key key -> {
                list(key.columns(), this::number);
                number(key.indexOid());
                flag(key.deferrable());
                flag(key.initiallyDeferred());
            }
            case Constraint.Check check -> {
                text(check.expressionSql());
                list(check.columns(), this::number);
                flag(check.validated());
            }
            case Constraint.ForeignKey key -> {
                list(key.columns(), this::number);
                number(key.referencedTableOid());
                list(key.referencedColumns(), this::number);
                number(key.referencedIndexOid());
                letter(key.onUpdate());
                letter(key.onDelete());
                list(key.deleteColumns(), this::number);
                letter(key.match());
                flag(key.deferrable());
                flag(key.initiallyDeferred());
                flag(key.validated());
            }
        }
    }

    private void index(Index index) {
        number(index.oid());
        number(index.schemaOid());
        text(index.name());
        number(index.ownerOid());
        number(index.tableOid());
        number(index.spaceId());
        text(index.method());
        flag(index.unique());
        flag(index.primary());
        flag(index.nullsNotDistinct());
        list(index.keys(), key -> {
            number(key.column());
            textOrNull(key.expressionSql());
            number(key.typeOid());
            number(key.typmod());
            flag(key.descending());
            flag(key.nullsFirst());
            number(key.opclassOid());
        });
        list(index.included(), this::number);
        textOrNull(index.predicateSql());
        out.putByte(index.state().ordinal());
    }

    private void sequence(Sequence sequence) {
        number(sequence.oid());
        number(sequence.schemaOid());
        text(sequence.name());
        number(sequence.ownerOid());
        acl(sequence.acl());
        number(sequence.typeOid());
        out.putLong(sequence.start());
        out.putLong(sequence.increment());
        out.putLong(sequence.minimum());
        out.putLong(sequence.maximum());
        out.putLong(sequence.cache());
        flag(sequence.cycle());
        number(sequence.ownedByTable());
        number(sequence.ownedByColumn());
        flag(sequence.identity());
        number(sequence.restarts());
    }

    private void view(View view) {
        number(view.oid());
        number(view.schemaOid());
        text(view.name());
        number(view.ownerOid());
        acl(view.acl());
        list(view.columns(), this::column);
        text(view.querySql());
        number(view.rowTypeOid());
    }

    private void role(Role role) {
        number(role.oid());
        text(role.name());
        flag(role.superuser());
        flag(role.inherit());
        flag(role.createRole());
        flag(role.createDatabase());
        flag(role.canLogin());
        flag(role.replication());
        flag(role.bypassRowSecurity());
        number(role.connectionLimit());
        textOrNull(role.scramVerifier());
        Long until = role.validUntilMicros();
        flag(until != null);
        out.putLong(until == null ? 0 : until);
        list(role.memberOf(), membership -> {
            number(membership.roleOid());
            flag(membership.admin());
            number(membership.grantorOid());
        });
        settings(role.settings());
    }

    private void roleSettings(RoleSettings settings) {
        number(settings.oid());
        number(settings.databaseOid());
        number(settings.roleOid());
        settings(settings.settings());
    }

    private void settings(Map<String, String> settings) {
        list(List.copyOf(settings.entrySet()), entry -> {
            text(entry.getKey());
            text(entry.getValue());
        });
    }

    private void type(UserType type) {
        number(type.oid());
        number(type.schemaOid());
        text(type.name());
        number(type.ownerOid());
        letter(type.kind());
        number(type.arrayOid());
        list(type.labels(), label -> text(label.text()));
        number(type.base() == null ? 0 : type.base().oid());
        number(type.baseTypmod());
        textOrNull(type.checkSql());
        flag(type.notNull());
        list(type.fields(), this::column);
        type.labels().forEach(label -> real(label.position()));
    }

    private void extension(Extension extension) {
        number(extension.oid());
        number(extension.databaseOid());
        number(extension.schemaOid());
        text(extension.name());
        text(extension.version());
    }

    private void acl(@Nullable Acl acl) {
        flag(acl != null);
        if (acl != null) {
            list(acl.items(), item -> {
                number(item.granteeOid());
                number(item.privileges());
                number(item.grantable());
                number(item.grantorOid());
            });
        }
    }

    private void number(int value) {
        out.putInt(value);
    }

    private void real(double value) {
        out.putLong(Double.doubleToLongBits(value));
    }

    private void flag(boolean value) {
        out.putByte(value ? 1 : 0);
    }

    private void letter(char value) {
        out.putShort(value);
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.putInt(bytes.length);
        out.putBytes(bytes);
    }

    private void textOrNull(@Nullable String value) {
        if (value == null) {
            out.putInt(-1);
        } else {
            text(value);
        }
    }

    private <T> void list(List<T> items, Consumer<T> write) {
        out.putInt(items.size());
        items.forEach(write);
    }
}
