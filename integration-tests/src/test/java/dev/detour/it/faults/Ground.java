package dev.detour.it.faults;

import dev.detour.it.children.ChildJvm;
import java.nio.file.Path;
import java.util.List;

/** Where children run: what they resolve and reach. */
interface Ground {
    /** Lets a child find the hosts of these cells. */
    ChildJvm.Builder prepare(ChildJvm.Builder child, List<Cell> cells, Path folder);

    /** URLs that answer well, for a child's first calls. */
    List<String> warm();
}
