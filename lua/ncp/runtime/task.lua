--- Which task runs, and how one ends.
local ngx = ngx -- luacheck: read globals ngx

local task_of = {}

-- A task has its thread: were it held here, 5.1 and LuaJIT would never let go of the two. Whatever
-- is to wake a task holds it.
local by_thread = setmetatable({}, { __mode = "kv" })

--- current() → the task that is running, or nil.
function task_of.current()
    local thread = coroutine.running()
    local task = thread and by_thread[thread]
    if not task or task.done then return nil end
    -- nginx uses the threads of requests that were broken off again.
    if task.context and task.context ~= ngx.ctx then return nil end
    return task
end

--- enter(task, thread): what runs in the thread from now on is that task.
function task_of.enter(task, thread)
    by_thread[thread] = task
end

--- finish(task, ok, …) notes what the task returned, or that it raised and what.
function task_of.finish(task, ok, ...)
    task.done, task.ok, task.results, task.count = true, ok, { ... }, select("#", ...)
    if task.on_done then task.on_done(task) end
    task.event:signal()
end

return task_of
