package io.trefoil.jdbc;

import java.util.Hashtable;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/** Makes data sources from what JNDI kept of them. */
public final class DataSourceFactory implements ObjectFactory {
    /** A data source of the reference's class; null when it is not one of ours. */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object object,
            @Nullable Name name,
            @Nullable Context context,
            @Nullable Hashtable<?, ?> environment) {
        if (!(object instanceof Reference reference)) {
            return null;
        }
        ConfiguredDataSource source = make(reference.getClassName());
        if (source != null) {
            source.take(reference);
        }
        return source;
    }

    private static @Nullable ConfiguredDataSource make(String className) {
        if (className.equals(TrefoilDataSource.class.getName())) {
            return new TrefoilDataSource();
        }
        if (className.equals(TrefoilConnectionPoolDataSource.class.getName())) {
            return new TrefoilConnectionPoolDataSource();
        }
        return className.equals(TrefoilXADataSource.class.getName()) ? new TrefoilXADataSource() : null;
    }
}
