package io.trefoil.sql.functions;

/** A group of definitions that belong together, such as the string functions; one class a family. */
public interface FunctionFamily {
    /** Adds each function under its signature. */
    void define(Definitions definitions);

    /** Where families put their definitions. Signatures are pg_proc's: {@code int4pl(int4,int4)}, types by typname. */
    interface Definitions {
        void function(String signature, FunctionBody body);

        void aggregate(String signature, AggregateBody body);
    }

    /** Overloads that let a lambda be written beside a signature without a cast. */
    static void unary(Definitions definitions, String signature, FunctionBody.Unary body) {
        definitions.function(signature, body);
    }

    static void binary(Definitions definitions, String signature, FunctionBody.Binary body) {
        definitions.function(signature, body);
    }

    static void ternary(Definitions definitions, String signature, FunctionBody.Ternary body) {
        definitions.function(signature, body);
    }

    static void general(Definitions definitions, String signature, FunctionBody.General body) {
        definitions.function(signature, body);
    }

    static void polymorphic(Definitions definitions, String signature, FunctionBody.Polymorphic body) {
        definitions.function(signature, body);
    }

    static void rows(Definitions definitions, String signature, FunctionBody.SetReturning body) {
        definitions.function(signature, body);
    }
}
