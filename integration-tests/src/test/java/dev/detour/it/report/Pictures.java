package dev.detour.it.report;

import dev.detour.it.children.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Makes pictures of the page, to be looked at. Arguments: a folder, and how many events. What is there is used. */
final class Pictures {
    private Pictures() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
        Path many = folder.resolve("many.jsonl");
        if (!Files.exists(many)) {
            Path real = RealEvents.write(Files.createTempDirectory(folder, "real"));
            ManyEvents.write(real, many, Integer.parseInt(arguments[1]), 1);
        }
        Path page = folder.resolve("report.html");
        if (!Files.exists(page)) {
            long start = System.nanoTime();
            Command.Result made = Pages.make(page, many);
            System.out.println(made + " in " + Duration.ofNanos(System.nanoTime() - start) + ", "
                    + Files.size(many) / (1 << 20) + " MB become " + Files.size(page) / 1024 + " KB");
        }
        draw(folder, page);
    }

    private static void draw(Path folder, Path page) throws IOException {
        try (Browser browser = Browser.start(Objects.requireNonNull(Browser.program()), folder.resolve("profile"))) {
            browser.prefers("light");
            browser.size(1400, 1000);
            long start = System.nanoTime();
            browser.open(page);
            System.out.println("opened in " + Duration.ofNanos(System.nanoTime() - start));
            browser.picture(folder.resolve("top.png"), false);
            browser.picture(folder.resolve("light.png"), true);
            browser.prefers("dark");
            browser.picture(folder.resolve("dark.png"), true);
            browser.eval("document.querySelectorAll('details.story')[3].open = true");
            browser.eval("document.getElementById('stories-panel').scrollIntoView()");
            browser.picture(folder.resolve("story-dark.png"), false);
            browser.prefers("light");
            browser.picture(folder.resolve("story.png"), false);
            for (String part : new String[] {"causes", "places", "latency-chart", "breakers", "remarks"}) {
                browser.eval("document.getElementById('" + part + "').scrollIntoView()");
                browser.picture(folder.resolve(part + ".png"), false);
            }
            browser.size(400, 900);
            browser.open(page);
            browser.picture(folder.resolve("narrow.png"), true);
            System.out.println(browser.complaints());
            System.out.println(browser.requests());
        }
    }
}
