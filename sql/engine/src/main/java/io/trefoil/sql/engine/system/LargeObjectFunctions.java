package io.trefoil.sql.engine.system;

import static io.trefoil.sql.functions.Arguments.bytea;
import static io.trefoil.sql.functions.Arguments.int4;
import static io.trefoil.sql.functions.Arguments.int8;
import static io.trefoil.sql.functions.FunctionFamily.general;

import io.trefoil.sql.catalog.Role;
import io.trefoil.sql.engine.largeobject.LargeObjects;
import io.trefoil.sql.engine.largeobject.OpenLargeObjects;
import io.trefoil.sql.functions.FunctionContext;
import io.trefoil.sql.functions.FunctionFamily;
import io.trefoil.sql.types.SqlState;
import io.trefoil.sql.types.SqlStateException;
import java.util.Set;

/** lo_open and its like (PostgreSQL docs, "Large Objects: Server-Side Functions" and be-fsstubs.c). */
public final class LargeObjectFunctions implements FunctionFamily {
    private static final int INV_WRITE = 0x20000;
    private static final int INV_READ = 0x40000;

    /** Names of the functions that read or write large objects. */
    public static final Set<String> NAMES = Set.of(
            "lo_creat",
            "lo_create",
            "lo_open",
            "lo_close",
            "loread",
            "lowrite",
            "lo_lseek",
            "lo_lseek64",
            "lo_tell",
            "lo_tell64",
            "lo_truncate",
            "lo_truncate64",
            "lo_unlink",
            "lo_get",
            "lo_put",
            "lo_from_bytea");

    /** Those that write, or move descriptors as they write. */
    public static final Set<String> WRITING = Set.of(
            "lo_creat", "lo_create", "lowrite", "lo_truncate", "lo_truncate64", "lo_unlink", "lo_put", "lo_from_bytea");

    @Override
    public void define(Definitions d) {
        general(d, "lo_creat(int4)", (context, a) -> create(context, 0));
        general(d, "lo_create(oid)", (context, a) -> create(context, int4(a, 0)));
        general(d, "lo_unlink(oid)", (context, a) -> unlink(context, int4(a, 0)));
        general(d, "lo_open(oid,int4)", (context, a) -> open(context, int4(a, 0), int4(a, 1)));
        general(d, "lo_close(int4)", (context, a) -> {
            descriptors(context).close(int4(a, 0));
            return 0;
        });
        general(d, "loread(int4,int4)", (context, a) -> read(context, int4(a, 0), int4(a, 1)));
        general(d, "lowrite(int4,bytea)", (context, a) -> write(context, int4(a, 0), bytea(a, 1)));
        general(
                d,
                "lo_lseek(int4,int4,int4)",
                (context, a) -> narrow("lo_lseek", int4(a, 0), seek(context, int4(a, 0), int4(a, 1), int4(a, 2))));
        general(d, "lo_lseek64(int4,int8,int4)", (context, a) -> seek(context, int4(a, 0), int8(a, 1), int4(a, 2)));
        general(
                d,
                "lo_tell(int4)",
                (context, a) -> narrow(
                        "lo_tell",
                        int4(a, 0),
                        descriptors(context).require(int4(a, 0)).position()));
        general(
                d,
                "lo_tell64(int4)",
                (context, a) -> descriptors(context).require(int4(a, 0)).position());
        general(d, "lo_truncate(int4,int4)", (context, a) -> truncate(context, int4(a, 0), int4(a, 1)));
        general(d, "lo_truncate64(int4,int8)", (context, a) -> truncate(context, int4(a, 0), int8(a, 1)));
        whole(d);
    }

    /** Functions without descriptors. */
    private static void whole(Definitions d) {
        general(d, "lo_get(oid)", (context, a) -> {
            LargeObjects seen = objects(context).asOfStatement();
            long size = usable(context, seen, int4(a, 0)).size();
            if (size > Integer.MAX_VALUE / 2) {
                throw new SqlStateException(SqlState.PROGRAM_LIMIT_EXCEEDED, "large object read request is too large");
            }
            return seen.read(int4(a, 0), 0, (int) size);
        });
        general(d, "lo_get(oid,int8,int4)", (context, a) -> {
            LargeObjects seen = objects(context).asOfStatement();
            usable(context, seen, int4(a, 0));
            return seen.read(int4(a, 0), requirePlace(int8(a, 1)), requireLength(int4(a, 2)));
        });
        general(d, "lo_put(oid,int8,bytea)", (context, a) -> {
            usable(context, objects(context), int4(a, 0));
            objects(context).write(int4(a, 0), requirePlace(int8(a, 1)), bytea(a, 2));
            return "";
        });
        general(d, "lo_from_bytea(oid,bytea)", (context, a) -> {
            int oid = create(context, int4(a, 0));
            objects(context).write(oid, 0, bytea(a, 1));
            return oid;
        });
    }

    private static LargeObjects objects(FunctionContext context) {
        return ((SystemContext) context).largeObjects();
    }

    private static OpenLargeObjects descriptors(FunctionContext context) {
        return ((SystemContext) context).openLargeObjects();
    }

    private static int create(FunctionContext context, int wanted) {
        int oid = wanted == 0 ? ((SystemContext) context).newOid() : wanted;
        objects(context).create(oid, ((SystemContext) context).role().oid());
        return oid;
    }

    /** The head of an object that the role may use; nobody can be given rights yet. */
    private static LargeObjects.Head usable(FunctionContext context, LargeObjects objects, int oid) {
        LargeObjects.Head head = objects.head(oid);
        if (!owns(context, head)) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "permission denied for large object " + Integer.toUnsignedString(oid));
        }
        return head;
    }

    private static boolean owns(FunctionContext context, LargeObjects.Head head) {
        Role role = ((SystemContext) context).role();
        return role.superuser() || role.oid() == head.owner();
    }

    private static int unlink(FunctionContext context, int oid) {
        if (!owns(context, objects(context).head(oid))) {
            throw new SqlStateException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of large object " + Integer.toUnsignedString(oid));
        }
        objects(context).unlink(oid);
        descriptors(context).closeAll(oid);
        return 1;
    }

    private static int open(FunctionContext context, int oid, int mode) {
        if ((mode & (INV_READ | INV_WRITE)) == 0) {
            throw new SqlStateException(
                    SqlState.INVALID_PARAMETER_VALUE, "invalid flags for opening a large object: " + mode);
        }
        usable(context, objects(context), oid);
        return descriptors(context).open(oid, (mode & INV_WRITE) != 0);
    }

    private static byte[] read(FunctionContext context, int number, int count) {
        OpenLargeObjects.Descriptor open = descriptors(context).require(number);
        byte[] bytes = objects(context).read(open.oid(), open.position(), Math.max(0, count));
        descriptors(context).advance(number, bytes.length);
        return bytes;
    }

    private static int write(FunctionContext context, int number, byte[] bytes) {
        OpenLargeObjects.Descriptor open = descriptors(context).requireWritable(number);
        objects(context).write(open.oid(), open.position(), bytes);
        descriptors(context).advance(number, bytes.length);
        return bytes.length;
    }

    private static long seek(FunctionContext context, int number, long offset, int whence) {
        return descriptors(context).seek(number, offset, whence, objects(context));
    }

    private static int truncate(FunctionContext context, int number, long size) {
        objects(context).truncate(descriptors(context).requireWritable(number).oid(), size);
        return 0;
    }

    private static int requireLength(int count) {
        if (count < 0) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "requested length cannot be negative");
        }
        return count;
    }

    private static long requirePlace(long place) {
        if (place < 0) {
            throw new SqlStateException(SqlState.INVALID_PARAMETER_VALUE, "invalid large object seek target: " + place);
        }
        return place;
    }

    private static int narrow(String function, int number, long place) {
        if (place != (int) place) {
            throw new SqlStateException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                    function + " result out of range for large-object descriptor " + number);
        }
        return (int) place;
    }
}
