package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An OkHttp that is a named module keeps its inside closed, until the agent opens it. */
class ChainCleanersTest {
    private final Authority company = new Authority("Company");

    @Test
    void a_named_module_is_opened_to_us() throws Exception {
        ModuleLayer.Controller okhttp = okhttp();
        Class<?> pinner = pinner(okhttp);
        ChainCleaners cleaners = new ChainCleaners(pinner, (module, packages) -> {
            for (String name : packages) {
                okhttp.addOpens(module, name, ChainCleaners.class.getModule());
            }
        });

        Object pinned = cleaners.withRoots(none(pinner), new X509Certificate[] {company.root});

        assertThat(pinned).isInstanceOf(pinner).isNotEqualTo(none(pinner));
        assertThat(cleaners.withRoots(none(pinner), new X509Certificate[] {company.root}))
                .isEqualTo(pinned);
    }

    @Test
    void one_that_stays_closed_is_told() throws Exception {
        Class<?> pinner = pinner(okhttp());
        ChainCleaners cleaners = new ChainCleaners(pinner, (module, packages) -> {});

        assertThatThrownBy(() -> cleaners.withRoots(none(pinner), new X509Certificate[] {company.root}))
                .isInstanceOf(IllegalAccessException.class);
    }

    private static ModuleLayer.Controller okhttp() {
        ModuleFinder jars = ModuleFinder.of(Path.of("target/okhttp/5.5.1"));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(jars, ModuleFinder.of(), Set.of("okhttp3"));
        return ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(boot), ClassLoader.getPlatformClassLoader());
    }

    private static Class<?> pinner(ModuleLayer.Controller okhttp) throws ClassNotFoundException {
        return okhttp.layer().findLoader("okhttp3").loadClass("okhttp3.CertificatePinner");
    }

    private static Object none(Class<?> pinner) throws ReflectiveOperationException {
        return pinner.getField("DEFAULT").get(null);
    }
}
