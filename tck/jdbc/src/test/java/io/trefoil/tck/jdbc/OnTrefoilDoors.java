package io.trefoil.tck.jdbc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of what PostgreSQL does not have or does otherwise: it runs once for each {@link Door} to Trefoil. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@EnumSource(
        value = Door.class,
        names = {"REMOTE", "EMBEDDED_MEMORY", "EMBEDDED_FILE"})
@ExtendWith(CloseDoors.class)
public @interface OnTrefoilDoors {}
