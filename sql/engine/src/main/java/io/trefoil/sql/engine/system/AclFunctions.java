package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.array;
import static io.trefoil.sql.functions.Arguments.bool;
import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.text;
import static io.trefoil.sql.functions.FunctionFamily.general;
import static io.trefoil.sql.functions.FunctionFamily.rows;

import io.trefoil.sql.catalog.Acl;
import io.trefoil.sql.catalog.Privilege;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlArray;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Access control lists as values: aclexplode, acldefault, makeaclitem (PostgreSQL docs, "Privileges"). */
final class AclFunctions implements FunctionFamily {
    @Override
    public void define(Definitions d) {
        rows(d, "aclexplode(_aclitem)", (context, a) -> explode(context, array(a, 0)));
        general(
                d,
                "acldefault(char,oid)",
                (context, a) -> defaults(context, (char) (byte) (Byte) value(a), int4(a, 1)));
        general(d, "makeaclitem(oid,oid,text,bool)", (context, a) -> {
            int privileges = privileges(text(a, 2));
            return CatalogTexts.of(context)
                    .acls()
                    .item(new Acl.Item(int4(a, 0), privileges, bool(a, 3) ? privileges : 0, int4(a, 1)));
        });
    }

    private static Object value(@Nullable Object[] arguments) {
        return Objects.requireNonNull(arguments[0]);
    }

    private static Iterator<@Nullable Object> explode(FunctionContext context, SqlArray items) {
        List<@Nullable Object> rows = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof String item) {
                explode(context, item, rows);
            }
        }
        return rows.iterator();
    }

    /** An item is grantee=letters/grantor; a star follows a letter that may be granted on. */
    private static void explode(FunctionContext context, String item, List<@Nullable Object> rows) {
        int equals = endOfRole(item, 0);
        int slash = item.indexOf('/', equals);
        int grantee = role(context, item.substring(0, equals));
        int grantor = role(context, item.substring(slash + 1));
        for (int i = equals + 1; i < slash; i++) {
            boolean grantable = i + 1 < slash && item.charAt(i + 1) == '*';
            for (Privilege privilege : Privilege.values()) {
                if (privilege.letter() == item.charAt(i)) {
                    Object[] row = {grantor, grantee, privilege.name().replace('_', ' '), grantable};
                    rows.add(row);
                }
            }
            i += grantable ? 1 : 0;
        }
    }

    private static int endOfRole(String item, int from) {
        boolean quoted = false;
        int at = from;
        while (at < item.length() && (quoted || item.charAt(at) != '=')) {
            quoted ^= item.charAt(at) == '"';
            at++;
        }
        return at;
    }

    private static int role(FunctionContext context, String text) {
        String name =
                text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
        return name.isEmpty() ? Acl.PUBLIC : CatalogTexts.of(context).names().roleOid(name);
    }

    /** What an object of this kind grants when nobody granted or revoked anything. */
    private static SqlArray defaults(FunctionContext context, char kind, int owner) {
        int own = switch (kind) {
            case 'c' -> 0;
            case 'r' -> Privilege.ALL_TABLE;
            case 's' -> Privilege.ALL_SEQUENCE;
            case 'd' -> Privilege.ALL_DATABASE;
            case 'f' -> Privilege.EXECUTE.bit();
            case 'l', 'F', 'S', 'T' -> Privilege.USAGE.bit();
            case 'L' -> Privilege.SELECT.bit() | Privilege.UPDATE.bit();
            case 'n' -> Privilege.ALL_SCHEMA;
            case 't' -> Privilege.CREATE.bit();
            case 'p' -> Privilege.SET.bit() | Privilege.ALTER_SYSTEM.bit();
            default ->
                throw new SqlStateException(
                        SqlState.INVALID_PARAMETER_VALUE, "unrecognized object type abbreviation: " + kind);
        };
        int everybody = switch (kind) {
            case 'd' -> Privilege.TEMPORARY.bit() | Privilege.CONNECT.bit();
            case 'f' -> Privilege.EXECUTE.bit();
            case 'l', 'T' -> Privilege.USAGE.bit();
            default -> 0;
        };
        List<Acl.Item> items = new ArrayList<>();
        if (everybody != 0) {
            items.add(new Acl.Item(Acl.PUBLIC, everybody, 0, owner));
        }
        if (own != 0) {
            items.add(new Acl.Item(owner, own, 0, owner));
        }
        return Objects.requireNonNull(CatalogTexts.of(context).acls().array(new Acl(items)));
    }

    private static int privileges(String word) {
        String name = word.strip().toUpperCase(Locale.ROOT).replace(' ', '_');
        for (Privilege privilege : Privilege.values()) {
            if (privilege.name().equals(name.equals("TEMP") ? "TEMPORARY" : name)) {
                return privilege.bit();
            }
        }
        throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + word + "\"");
    }
}
